"""Which rooms a new draft proposes, and from their sentences to the rows behind."""

import pytest
from lxml import html

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.peer_help.tests.conftest import asked
from fanal.reports.tests.conftest import CODES, TODAY, begun, frozen, url
from fanal.training.actions.session import note_presence
from fanal.training.tests.conftest import after, joined, planned

pytestmark = pytest.mark.clock(TODAY)


def test_a_new_draft_proposes_training_and_its_neighbours(school, lead):
    """Project, indicators, training, equipment, requests …: each is ticked, in this order."""
    form = lead.get(url(school, "report_add")).context["form"]
    proposed = form.initial["parts"]
    wanted = [
        "steering.project",
        "commission.decisions",
        "indicators.followed",
        "training.sessions",
        "surveys.published",
        "peer_help.helps",
        "equipment.park",
        "helpdesk.requests",
    ]
    assert [code for code in proposed if code in wanted] == wanted


def test_from_a_sentence_to_a_session_in_three_clicks(school, lead, boss):
    """C2 1: the report, its sentence, the figure, the session."""
    with scope(school):
        made = planned(school, boss)
        rows = [joined(made) for _ in range(6)]
        note_presence(made, {row.pk for row in rows}, now=after(made), by=boss)
        report, _ = frozen(school, boss, ["training.sessions"])
    figure = url(school, "figure", report.pk, "training.held")
    assert f'href="{figure}"' in lead.get(url(school, "report_page", report.pk)).text
    page = lead.get(figure).text
    assert "Sans sujet · 12 places" in words_of(page)
    session = f"/e/{school.uai}/formation/seances/{made.pk}/"
    assert f'href="{session}"' in page
    assert lead.get(session).status_code == 200
    for row in rows:
        assert str(row.person) not in page


def test_behind_a_number_of_peer_help_nothing_is_listed(school, lead, boss):
    """The figure has its definition, and no row that leads to somebody.

    Newcomer of December, second sitting, 11: neither the number nor its sentence is a link to an empty list.
    """
    with scope(school):
        for person in PersonFactory.create_batch(5, school=school):
            asked(person)
        report, _ = frozen(school, boss, ["peer_help.helps"])
        draft = begun(school, boss, ["peer_help.helps"])
        part = draft.parts.get()
    figure = url(school, "figure", report.pk, "peer_help.asked")
    page = lead.get(url(school, "report_page", report.pk)).text
    assert "Demandes d’aide pour un projet ou une classe" in words_of(page)
    assert figure not in page
    assert "/chiffres/" not in lead.get(url(school, "part_page", draft.pk, part.pk)).text
    shown = words_of(lead.get(figure).text)
    assert "Rien n’est listé derrière ce chiffre" in shown
    assert "Demandes d’aide pour un projet ou une classe" in shown


def test_each_link_of_a_report_opens_rows(school, lead, boss, lived):
    """Newcomer of December, second sitting, 11: « 0 en panne » opened « Rien n’est listé »."""
    with scope(school):
        report, _ = frozen(school, boss, CODES)
    page = html.fromstring(lead.get(url(school, "report_page", report.pk)).text)
    links = set(page.xpath("//main//a[contains(@href, '/chiffres/')]/@href"))
    assert url(school, "figure", report.pk, "equipment.broken") not in links
    assert url(school, "figure", report.pk, "equipment.present") in links
    for link in links:
        assert lead.get(link).context["page"].paginator.count, link
