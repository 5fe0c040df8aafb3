"""The page of one figure of a frozen report: its rows, what each is worth, and who may open them."""

import pytest
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.measures.reading.report_data import block_of
from fanal.measures.reading.traced_rows import GoneRows
from fanal.missions.models import ParticularMission
from fanal.reports.tests.conftest import CODES, TODAY, begun, frozen, url

pytestmark = pytest.mark.clock(TODAY)


def test_a_row_is_a_link_for_whoever_may_open_it(school, client_of, boss):
    """Rows led to pages that answered 403: the référent to the missions, the bursar to the register."""
    with scope(school):
        mission = ParticularMission.objects.create(
            school=school, number=1, school_year="2026-2027", kind="digital", title="Référent numérique"
        )
        report, _ = frozen(school, boss, ["missions.missions", "privacy.register"])
    for role, may_open in ((Role.HEAD, True), (Role.DIGITAL_LEAD, False), (Role.BURSAR, False)):
        reader = client_of(school, role)
        page = reader.get(url(school, "figure", report.pk, "missions.missions")).text
        assert "Référent numérique" in page
        assert (f"/partage/missions/{mission.number}/" in page) is may_open, role


@pytest.mark.parametrize(
    ("code", "title", "said"),
    [
        ("equipment.age", "Âge moyen : 7,2 ans", ("Valeur", "9,2 ans", "Acheté le", "1er septembre 2017")),
        ("helpdesk.worked_delay", "Délai ouvré médian de résolution : 2 h", ("Valeur", "4 h", "Envoyée le")),
    ],
)
def test_a_figure_is_said_by_its_rows(school, client_of, lead, boss, lived, code, title, said):
    """The mean of an age and a median listed rows without an age nor a delay, under « D’âge moyen »."""
    client_of(school, Role.DIGITAL_LEAD)  # with one référent, the delay would be theirs
    with scope(school):
        report, _ = frozen(school, boss, CODES)
    page = words_of(lead.get(url(school, "figure", report.pk, code)).text)
    assert title in page
    for words in said:
        assert words in page


def test_a_report_frozen_before_rows_had_a_value_is_read_as_it_was():
    row = ["equipment.equipment:1", "N° 1", "/e/x/equipements/1/", "2017-09-01"]
    figure = {
        **dict.fromkeys(("code", "label", "value", "definition", "period"), "x"),
        "rows": 1,
        "numerator": None,
        "denominator": None,
        "trace": [row],
        "row_noun": ["a", "b"],
    }
    (read,) = block_of({"sentences": [], "figures": [figure], "bars": None}).figures
    assert (read.trace[0].worth, read.day_noun) == ("", "Jour")


def test_a_figure_of_a_draft_opens_what_is_counted_today(school, client_of, lead, boss, lived):
    """A newcomer, December 2026: a figure of the draft led nowhere, before anybody froze it."""
    with scope(school):
        report = begun(school, boss, CODES)
        part = report.parts.get(code="equipment.park")
    shown = html.fromstring(lead.get(url(school, "part_page", report.pk, part.pk)).text)
    pages = [page for page in shown.xpath("//main//a/@href") if "/chiffres/" in page]
    assert url(school, "part_figure", report.pk, part.pk, "equipment.age") in pages
    for page in pages:
        assert "Tel que c’est compté aujourd’hui." in words_of(lead.get(page).text)
    unknown = url(school, "part_figure", report.pk, part.pk, "equipment.nothing")
    assert lead.get(unknown).status_code == 404


def test_the_figures_of_a_draft_are_opened_by_whoever_prepares_it(school, client_of, boss, lived):
    """December, architect 8: the bursar, who reads reports, opened by its address live figures of a draft."""
    with scope(school):
        report = begun(school, boss, CODES)
        part = report.parts.get(code="equipment.park")
    page = url(school, "part_figure", report.pk, part.pk, "equipment.age")
    for role, status in (
        (Role.HEAD, 200),
        (Role.DEPUTY, 200),
        (Role.DIGITAL_LEAD, 200),
        (Role.BURSAR, 403),
        (Role.TECHNICIAN, 403),
        (Role.TEACHER, 403),
    ):
        answer = client_of(school, role).get(page)
        assert answer.status_code == status, role
        if status == 200:
            assert answer.context["report_figure"].gone == GoneRows(), "what is counted now is there"
