"""The pages of a report: who opens them, what leads to what, the files as they were kept."""

import io
import json
import zipfile

import pytest
from lxml import etree, html

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.reports.actions import freezing
from fanal.reports.models import BoardReport, ReportContent
from fanal.reports.tests.conftest import CODES, NOW, TODAY, YEAR, begun, frozen, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture
def given(school, boss, lived):
    with scope(school):
        return frozen(school, boss)


def test_a_report_from_nothing_through_its_pages(school, lead, lived, client_of):
    head = client_of(school, Role.HEAD)
    fields = {"title": "Le numérique", "period": YEAR, "board_on": "2026-12-15", "parts": CODES}
    answer = lead.post(url(school, "report_add"), fields)
    assert answer.status_code == 302
    with scope(school):
        report = BoardReport.objects.for_school(school).get()
        part = report.parts.first()
    page = words_of(lead.get(url(school, "report_page", report.pk)).text)
    assert "au plus tard le 7 décembre 2026" in page
    shown = words_of(lead.get(url(school, "part_page", report.pk, part.pk)).text)
    assert "3 équipements dans l’établissement." in shown
    assert "En premier" not in shown, "it is the first"
    assert "En dernier" in shown
    assert (
        lead.post(
            url(school, "part_page", report.pk, part.pk), {"text": "## Bilan\n\n**Douze** salles"}
        ).status_code
        == 302
    )
    listed_page = lead.get(url(school, "report_page", report.pk)).text
    listed = words_of(listed_page)
    assert "Bilan Douze salles" in listed, "a list shows words, without the signs of Markdown"
    for name in ("part_up", "part_down", "part_first", "part_last"):
        assert lead.post(url(school, name, report.pk, part.pk)).status_code == 302
    # Newcomer of December, second sitting, 22: « – » made full parts look empty, and freezing said nothing.
    assert "–" not in words_of(html.fromstring(listed_page).xpath("//main//table")[0].text_content())
    assert lead.post(url(school, "report_freeze", report.pk)).status_code == 403, "December § 3.13"
    assert head.post(url(school, "report_freeze", report.pk)).status_code == 302
    assert "le rapport se fige" in words_of(head.get(url(school, "report_page", report.pk)).text)
    assert "se prépare sans vous" in words_of(lead.get(url(school, "report_page", report.pk)).text)
    with scope(school):
        freezing.make(school, report.pk, now=NOW)
    state = lead.get(url(school, "report_state", report.pk))
    assert (state.status_code, state.headers["HX-Refresh"]) == (204, "true")


def test_a_private_school_meets_no_board_of_an_eple(school, boss, lived, client_of):
    """December § 3.5: R421-25 and the CA stood in the reports of private schools."""
    with scope(school):
        school.status = School.Status.PRIVATE
        school.save()
        draft = begun(school, boss)
        report, kept = frozen(school, boss)
        data = json.loads(kept.content)
    head = client_of(school, Role.HEAD)
    pages = ["report_list", "report_add"]
    shown = [head.get(url(school, name)).text for name in pages]
    shown += [head.get(url(school, "report_page", row.pk)).text for row in (draft, report)]
    for page in shown:
        assert not [
            words for words in ("R421-25", "administration", "au CA", "le CA") if words in words_of(page)
        ]
    assert data["session"] == "Présenté le"
    assert "Rapport sur le numérique" in shown[0]


def test_from_a_sentence_to_the_requests_behind(school, lead, given):
    """C2 1: a sentence leads to its figure, the figure to each request: two clicks."""
    report, _ = given
    page = lead.get(url(school, "report_page", report.pk)).text
    figure = url(school, "figure", report.pk, "helpdesk.asked")
    assert f'href="{figure}"' in page
    rows = lead.get(figure).text
    assert "/demandes/" in rows
    assert "Demandes envoyées sur la période" in words_of(rows)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_others_do_not_read_reports(school, client_of, given, role):
    assert client_of(school, role).get(url(school, "report_list")).status_code == 403


def test_another_school_finds_nothing(elsewhere, client_of, given):
    report, _ = given
    other = client_of(elsewhere, Role.HEAD)
    for name in ("report_page", "paper_file", "report_state"):
        assert other.get(url(elsewhere, name, report.pk)).status_code == 404


def test_the_files_are_those_that_were_kept(school, lead, given):
    report, kept = given
    for name, column in (
        ("paper_file", "paper"),
        ("text_file", "text_file"),
        ("brief_file", "brief"),
        ("slides_file", "slides"),
    ):
        assert lead.get(url(school, name, report.pk)).content == bytes(getattr(kept, column))


def test_a_draft_has_no_frozen_file(school, lead, boss):
    with scope(school):
        report = begun(school, boss)
    for name in ("paper_file", "preview_file", "text_file"):
        assert lead.get(url(school, name, report.pk)).status_code == 404
    assert lead.get(url(school, "report_send", report.pk)).status_code == 404


def test_a_figure_that_is_none_is_absent(school, lead, given):
    assert lead.get(url(school, "figure", given[0].pk, "helpdesk.invented")).status_code == 404


def test_addresses_that_are_none_are_refused_by_name(school, lead, given):
    answer = lead.post(
        url(school, "report_send", given[0].pk),
        {"addresses": "a@exemple.fr\npas une", "send_on": "2026-11-26"},
    )
    assert answer.status_code == 422
    assert "« pas » n’est pas une adresse" in words_of(answer.text)


def test_the_text_file_is_an_open_document_that_reads_back(school, given):
    """ODT: a bare mimetype first, headings as headings, the definition of each figure."""
    with scope(school):
        kept = ReportContent.objects.for_school(school).get()
    with zipfile.ZipFile(io.BytesIO(bytes(kept.text_file))) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        content = etree.fromstring(archive.read("content.xml"))
    words = " ".join(content.itertext())
    assert "Les demandes et leurs délais" in words
    assert "Demandes envoyées sur la période" in words


def test_the_pdf_is_tagged(given):
    """As far as typst allows: PDF/UA-1, with its language and title."""
    paper = bytes(given[1].paper)
    assert b"pdfuaid" in paper
    assert b"<pdfuaid:part>1" in paper


def test_the_home_task_of_the_head_when_a_draft_waits(school, boss, client_of):
    with scope(school):
        begun(school, boss)
    head = client_of(school, Role.HEAD)
    home = words_of(head.get(f"/e/{school.uai}/").text)
    with scope(school):
        (report,) = BoardReport.objects.for_school(school)
    assert f"À figer : {report.title}" in home, "one is named"
    assert "7 décembre 2026" in home


def test_a_text_typed_while_the_report_is_frozen_is_given_back(school, lead, client_of, boss, lived):
    """Somebody freezes it meanwhile: the refusal says so and shows the text; the part leads to the report."""
    with scope(school):
        report = frozen(school, boss)[0]
        part = report.parts.first()
    page, typed = url(school, "part_page", report.pk, part.pk), "Ce que l’année a changé au collège."
    answer = lead.post(page, {"text": typed})
    assert answer.status_code == 403
    assert "n’est plus possible ici : ce rapport est figé" in words_of(answer.text)
    assert "choisissez « Rectifier »" in words_of(answer.text)
    assert f"readonly>{typed}</textarea>" in answer.text
    assert lead.get(page).url == url(school, "report_page", report.pk)
    assert typed not in client_of(school, Role.TEACHER).post(page, {"text": typed}).text


def test_the_bars_of_a_part_say_of_what(school, lead, given):
    """« Appareils pour 100 élèves 63 » under « 46,8 »: the bars are a share of the way, and said no unit."""
    page = words_of(lead.get(url(school, "report_page", given[0].pk)).text)
    assert "Le matériel, en équipements" in page
    assert "Les demandes et leurs délais, en demandes" in page


def test_a_part_leads_to_the_next_one_and_the_last_to_the_draft(school, lead, boss):
    with scope(school):
        report = begun(school, boss)
        first, last = report.parts.all()
    page = lead.get(url(school, "part_page", report.pk, first.pk)).text
    assert url(school, "part_page", report.pk, last.pk) in page
    assert "Partie suivante : Les demandes et leurs délais" in words_of(page)
    assert "Dernière partie" in words_of(lead.get(url(school, "part_page", report.pk, last.pk)).text)


def test_whoever_answers_no_request_is_not_asked_to_agree_to_their_delay(school, lead, client_of, boss):
    with scope(school):
        page = url(school, "report_page", begun(school, boss).pk)
    assert "Votre propre délai" in lead.get(page).text
    assert "Votre propre délai" not in client_of(school, Role.HEAD).get(page).text
