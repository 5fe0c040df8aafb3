"""« L’année en chiffres »: two years side by side, and an old one that nothing changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.agenda.actions import figures as actions
from fanal.agenda.models import YearFigure
from fanal.agenda.reading.figures import page_of
from fanal.agenda.tasks import keep_figures
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.core.errors import NotAllowed
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.directory.models import Enrolment, Pupil, SchoolClass
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.year.rules.years import SchoolYear

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
YEAR, BEFORE = SchoolYear(2026), SchoolYear(2025)
BY = system(System.SCHEDULE)
pytestmark = pytest.mark.clock(NOW)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def make_requests(school, moment, count, hours=5):
    HelpRequestFactory.create_batch(
        count,
        school=school,
        asked_at=moment,
        solved_at=moment + timedelta(hours=hours),
        closed_at=moment + timedelta(hours=hours),
        state="closed",
    )


@pytest.fixture
def here(school):
    with scope(school):
        make_requests(school, datetime(2026, 10, 5, 8, tzinfo=UTC), 15)
        make_requests(school, datetime(2025, 10, 5, 8, tzinfo=UTC), 12, hours=30)
        make_requests(school, datetime(2026, 3, 5, 8, tzinfo=UTC), 8, hours=30)
        yield school


def rows(school, year=YEAR):
    page = page_of(school, year, today=NOW.date())
    return {row.label: (row.now, row.same_date, row.before, row.difference) for row in page.rows}


def test_a_year_that_goes_on_is_compared_at_the_same_date(here):
    figures = rows(here)
    assert figures["Demandes envoyées"] == ("15", "12", "20", "3 de plus (+25\N{NO-BREAK SPACE}%)")
    assert figures["Délai ouvré médian de résolution"] == (
        "5 h ouvrées",
        "8 h ouvrées",
        "8 h ouvrées",
        "3 h ouvrées de moins",
    ), "from a Sunday on, thirty hours of the wall are eight of work"
    assert figures["Demandes transmises à la collectivité"][3] == "trop peu pour comparer"
    assert figures["Comptes corrigés"][1:] == ("–", "–", "rien à quoi comparer")


def test_a_year_that_is_over_is_compared_whole(here):
    assert rows(here, BEFORE)["Demandes envoyées"] == ("20", "0", "0", "trop peu pour comparer")


def test_what_stands_is_that_of_the_end_of_the_year_before(here):
    machines = EquipmentFactory.create_batch(3, school=here)
    YearFigure.objects.create(
        school=here,
        school_year="2025-2026",
        code="equipment.present",
        value=5,
        basis=5,
        kept_on=date(2026, 8, 25),
    )
    assert rows(here)["Équipements présents"] == ("3", "", "5", "2 de moins")
    Equipment.objects.filter(pk=machines[0].pk).update(state="disposed")
    assert rows(here)["Équipements présents"] == ("2", "", "5", "3 de moins")


def test_a_year_that_ended_is_kept_once_and_nothing_changes_it_afterwards(here):
    year = here_in_september(here)
    before = {row.label: row.now for row in page_of(here, BEFORE, today=year.date()).rows}
    assert actions.keep_year_figures(here, BEFORE, today=year.date(), by=BY) > 8
    assert actions.keep_year_figures(here, BEFORE, today=year.date(), by=BY) == 0
    Pupil.objects.for_school(here).delete()
    SchoolClass.objects.for_school(here).delete()
    make_requests(here, datetime(2026, 6, 5, 8, tzinfo=UTC), 4)  # told afterwards
    after = rows(here, BEFORE)
    assert after["Élèves"][0] == "2"
    assert {label: now for label, (now, *_) in after.items() if before[label] not in {"–", now}} == {}


def here_in_september(school):
    """Two pupils, one of whom left in the summer; a class of theirs; the day after the year ended."""
    SchoolClass.objects.create(school=school, school_year="2025-2026", code="3A")
    for left in (None, date(2026, 8, 28), date(2026, 1, 10)):
        pupil = Pupil.objects.create(school=school, family_name="X", given_name="Y", left_on=left)
        Enrolment.objects.create(school=school, pupil=pupil, school_year="2025-2026", class_code="3A")
    return datetime(2026, 9, 2, 8, tzinfo=UTC)


def test_the_job_of_september_keeps_the_year_that_has_just_ended(here):
    EquipmentFactory(school=here)
    with time_machine.travel("2026-09-02 03:20Z", tick=False):
        keep_figures(school_id=here.pk)
        keep_figures(school_id=here.pk)
    kept = dict(YearFigure.objects.for_school(here).values_list("code", "value"))
    assert (kept["helpdesk.asked"], kept["equipment.present"]) == (20, 1)
    assert {row.school_year for row in YearFigure.objects.for_school(here)} == {"2025-2026"}


def test_a_year_that_goes_on_is_not_kept_and_only_the_schedule_keeps(here):
    assert actions.keep_year_figures(here, YEAR, today=NOW.date(), by=BY) == 0
    with pytest.raises(NotAllowed):
        actions.keep_year_figures(here, BEFORE, today=NOW.date(), by=system(System.MAIL))


def test_what_stands_is_not_kept_when_it_is_too_late(here):
    EquipmentFactory(school=here)
    actions.keep_year_figures(here, BEFORE, today=NOW.date(), by=BY)
    kept = set(YearFigure.objects.for_school(here).values_list("code", flat=True))
    assert "helpdesk.asked" in kept
    assert not kept & {"equipment.present", "directory.pupils", "online_services.settled"}


def page(browser, school, name="figures", *args, **query):
    return browser.get(reverse(f"agenda:{name}", args=[school.uai, *args]), query)


def test_the_page_and_its_table_say_the_same(here, client_of):
    browser = client_of(here, Role.BURSAR)
    text = page(browser, here).text
    assert "3 de plus (+25\N{NO-BREAK SPACE}%)" in text
    assert "Au 25 novembre 2025" in text
    assert "annee=2025-2026" in text
    answer = page(browser, here, "figures_export", "csv")
    table = read_table(answer.getvalue(), "annee.csv")
    assert table.headers == [
        "Chiffre",
        "2026-2027",
        "2025-2026 au 25/11/2025",
        "2025-2026, toute l’année",
        "Différence",
    ]
    assert ["Demandes envoyées", "15", "12", "20", "3 de plus (+25\N{NO-BREAK SPACE}%)"] in [
        list(row) for row in table.rows
    ]
    assert page(browser, here, "figures_export", "xlsx").getvalue().startswith(b"PK")
    assert page(browser, here, "figures_export", "pdf").status_code == 404


def test_a_year_chosen_in_the_address_is_the_one_shown(here, client_of):
    text = page(client_of(here, Role.HEAD), here, annee="2025-2026").text
    assert "2025-2026 à côté de 2024-2025" in text
    assert "Rien n’est connu de 2024-2025" in text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_only_the_team_reads_them(client_of, school, role):
    assert page(client_of(school, role), school).status_code == 403


def test_the_page_costs_the_same_whatever_it_counts(here, client_of, count_queries):
    browser = client_of(here, Role.HEAD)
    page(browser, here)
    with count_queries() as few:
        page(browser, here)
    with scope(here):
        make_requests(here, datetime(2026, 10, 6, 8, tzinfo=UTC), 20)
    with count_queries() as many:
        page(browser, here)
    assert len(few) == len(many) <= MOST_QUERIES


def test_each_figure_opens_the_rows_that_it_counts(here, client_of):
    """« Réservations 13 » led to nineteen slots, « Tâches faites 17 » to eighteen tasks that were over."""
    YearTaskFactory(school=here, school_year="2026-2027", state="done", ended_at=NOW - timedelta(days=3))
    YearTaskFactory(school=here, school_year="2026-2027", state="aside", ended_at=NOW - timedelta(days=2))
    browser, opened = client_of(here, Role.BURSAR), {}
    for figure in page(browser, here).context["figures"].rows:
        if "/chiffres/" in figure.url:
            opened[figure.label] = (figure.now, str(browser.get(figure.url).context["page"].paginator.count))
    assert opened["Tâches de l’année faites"] == ("1", "1")
    assert opened["Demandes envoyées"] == ("15", "15")
    delays = {label: opened.pop(label) for label in list(opened) if "Délai" in label}
    assert delays["Délai ouvré médian de résolution"][1] == "15"
    assert [label for label, (figure, count) in opened.items() if figure != count] == []
    assert "2026-2027 · 15 demandes" in page(browser, here, "figure_rows", "helpdesk.asked").text
    assert page(browser, here, "figure_rows", "directory.pupils").status_code == 404, "never listed"
    assert page(browser, here, "figure_rows", "nothing").status_code == 404


def test_a_figure_that_was_kept_leads_to_no_rows_of_today(here, client_of):
    actions.keep_year_figures(here, BEFORE, today=NOW.date(), by=BY)
    figures = page(client_of(here, Role.HEAD), here, annee="2025-2026").context["figures"].rows
    urls = {figure.label: figure.url for figure in figures}
    assert urls["Demandes envoyées"] == ""


def test_the_rows_of_a_figure_cost_the_same_for_15_and_35(here, client_of, count_queries):
    browser = client_of(here, Role.HEAD)
    page(browser, here, "figure_rows", "helpdesk.asked")
    with count_queries() as few:
        page(browser, here, "figure_rows", "helpdesk.asked")
    with scope(here):
        make_requests(here, datetime(2026, 10, 6, 8, tzinfo=UTC), 20)
    with count_queries() as many:
        page(browser, here, "figure_rows", "helpdesk.asked")
    assert len(few) == len(many) <= MOST_QUERIES
