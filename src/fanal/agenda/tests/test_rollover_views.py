"""« Bascule d’année » on the screen, and the old year that the opening leaves as it was."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.agenda.models import YearRollover, YearTask
from fanal.agenda.reading.figures import page_of
from fanal.agenda.tests.factories import TaskTemplateFactory, YearTaskFactory
from fanal.core.clock.testing import today
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.directory.models import Enrolment, Pupil
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.people_files.tests.importing import full, importer, lead, pupil  # noqa: F401 (fixtures)
from fanal.year.rules.years import SchoolYear

AUGUST = "2026-08-24 09:00+02:00"
ENDING = SchoolYear(2025)
pytestmark = pytest.mark.clock(AUGUST)


@pytest.fixture(autouse=True)
def august():
    with time_machine.travel(AUGUST, tick=False):
        yield


@pytest.fixture
def browser(client_of, school):
    return client_of(school, Role.HEAD)


def url(school, name="switch"):
    return reverse(f"agenda:{name}", args=[school.uai])


def rollover_page(browser, school):
    return browser.get(url(school)).text


def press(browser, school, name, **more):
    return browser.post(url(school, name), {"year": "2026-2027", **more})


def test_everything_is_shown_before_anything_is_done(browser, school):
    with scope(school):
        HelpRequestFactory(school=school, asked_at=datetime(2026, 6, 1, tzinfo=UTC))
        EquipmentFactory(school=school, holder=PersonFactory(school=school, left_on=ENDING.lessons_end_on))
        template = TaskTemplateFactory(school=school)
        YearTaskFactory(school=school, school_year="2025-2026", template=template)
    page = rollover_page(browser, school)
    for sentence in (
        "1 demande encore ouverte",
        "1 équipement encore tenu par une personne partie",
        "1 tâche de 2025-2026 encore à faire",
        "1 tâche à créer pour 2026-2027",
        "Classes et groupes : ils viennent avec les fichiers de 2026-2027.",
        "1 demande de 2025-2026",
        "Ouvrir l’année 2026-2027",
        "7 étapes d’avant l’ouverture ne sont pas cochées",
    ):
        assert french(sentence) in page, sentence
    with scope(school):
        assert not YearTask.objects.for_school(school).filter(school_year="2026-2027").exists()


def test_a_year_is_opened_undone_and_opened_again_from_the_page(browser, school):
    assert press(browser, school, "switch_open").url == url(school)
    assert "L’année 2026-2027 est ouverte" in rollover_page(browser, school)
    press(browser, school, "switch_open")
    assert "rien n’a été fait deux fois" in rollover_page(browser, school)
    assert "Annuler l’ouverture" in rollover_page(browser, school)
    press(browser, school, "switch_undo")
    assert "Ouvrir l’année 2026-2027" in rollover_page(browser, school)
    press(browser, school, "switch_open")
    with scope(school):
        assert YearRollover.objects.for_school(school).count() == 1


def test_a_step_says_who_looked_and_when(browser, school):
    press(browser, school, "switch_step", code="requests", done="1")
    page = rollover_page(browser, school)
    assert f"Coché le 24 août 2026 par {browser.membership.person}" in page
    assert french("6 étapes d’avant l’ouverture ne sont pas cochées") in page
    press(browser, school, "switch_step", code="requests", done="0")
    assert "Coché le" not in rollover_page(browser, school)


@pytest.mark.parametrize(
    ("day", "sentence", "is_there"),
    [
        ("2026-11-25 09:00+01:00", "Ce que fera cette page", False),
        ("2026-06-15 09:00+02:00", "On prépare 2026-2027.", True),
        ("2026-09-15 09:00+02:00", "L’année a commencé sans être ouverte ici", True),
    ],
)
def test_the_page_says_what_it_is_at_any_time(client_of, school, day, sentence, is_there):
    with time_machine.travel(day, tick=False):
        browser = client_of(school, Role.DIGITAL_LEAD)
        page = rollover_page(browser, school)
        assert sentence in page
        assert ("À regarder, à fermer" in page) == is_there
        if not sentence.startswith("L’année a"):
            assert press(browser, school, "switch_open").status_code == 422


@pytest.mark.parametrize("role", [Role.BURSAR, Role.TEACHER])
def test_it_is_for_the_management_and_the_referents(client_of, school, role):
    browser = client_of(school, role)
    assert browser.get(url(school)).status_code == 403
    assert press(browser, school, "switch_open").status_code == 403


def test_what_no_list_shows_has_a_list_of_its_own(browser, school, importer):  # noqa: F811
    with scope(school):
        gone = PersonFactory(school=school, left_on=ENDING.lessons_end_on)
        held = EquipmentFactory(school=school, holder=gone)
        ends = member_of(school, Role.TEACHER, valid_until=ENDING.ends_on).person
    importer.today = today()
    importer.bring(full(school, pupil(1, klass="6A"), pupil(2, klass="6A")))
    with scope(school):
        for child in Pupil.objects.for_school(school).by_name()[:1]:
            fields = {"school": school, "pupil": child, "class_code": "5A"}
            Enrolment.objects.create(school_year="2026-2027", **fields)

    def line(code):
        return browser.get(reverse("agenda:switch_line", args=[school.uai, code]))

    page = rollover_page(browser, school)
    assert reverse("agenda:switch_line", args=[school.uai, "absents"]) in page
    assert "1 élève de 2025-2026 absent des nouveaux fichiers" in line("absents").text
    assert "NOM2 Zoé" in line("absents").text
    assert "NOM1 Zoé" not in line("absents").text
    assert f"tenu par {gone}" in line("tenus").text
    assert held.name in line("tenus").text
    assert ends.family_name in line("fins").text
    assert line("autre").status_code == 404


def test_out_of_season_the_page_says_when_the_year_was_opened(browser, school, client_of):
    press(browser, school, "switch_open")
    with time_machine.travel("2026-11-25 09:00+01:00", tick=False):
        later = client_of(school, Role.DIGITAL_LEAD)
        assert "L’année 2026-2027 a été ouverte le 24 août 2026" in rollover_page(later, school)
        assert later.get(reverse("agenda:switch_line", args=[school.uai, "fins"])).status_code == 404


def figures(school):
    page = page_of(school, ENDING, today=today())
    return {row.label: row.now for row in page.rows}


def test_opening_the_new_year_changes_no_figure_of_the_old_one(browser, school, importer):  # noqa: F811
    """Nor do its files, nor what happens in it."""
    with time_machine.travel("2026-03-10 09:00+01:00"), scope(school):
        importer.today = today()
        HelpRequestFactory.create_batch(11, school=school, asked_at=timezone.now(), solved_at=timezone.now())
        EquipmentFactory.create_batch(2, school=school)
    importer.bring(full(school, *(pupil(number, klass="3A") for number in range(4))))
    with scope(school):
        before = figures(school)
    assert (before["Élèves"], before["Classes"], before["Équipements présents"]) == ("4", "1", "2")
    press(browser, school, "switch_open")
    with scope(school):
        assert figures(school) == before
    with time_machine.travel("2026-09-10 09:00+02:00"):
        importer.today = today()
        importer.bring(full(school, pupil(9, klass="6A")), are_departures_true=True)
        with scope(school):
            EquipmentFactory(school=school)
            HelpRequestFactory(school=school, asked_at=timezone.now())
            assert figures(school) == before


def test_the_page_costs_the_same_whatever_it_counts(browser, school, count_queries):
    with scope(school):
        YearTaskFactory(school=school, school_year="2025-2026", template=TaskTemplateFactory(school=school))
    rollover_page(browser, school)
    with count_queries() as few:
        rollover_page(browser, school)
    with scope(school):
        HelpRequestFactory.create_batch(20, school=school)
        TaskTemplateFactory.create_batch(20, school=school)
    with count_queries() as many:
        rollover_page(browser, school)
    assert len(few) == len(many) <= MOST_QUERIES


def test_the_home_page_says_that_a_year_is_to_be_opened(browser, school, client_of, count_queries):
    home, sentence = reverse("web:home", args=[school.uai]), "L’année 2026-2027 n’est pas encore ouverte"
    assert sentence in browser.get(home).text
    with scope(school):
        YearTaskFactory(school=school, owner="head", due_on="2026-08-28")
    browser.get(home)
    with count_queries() as queries:
        assert sentence in browser.get(home).text
    ends = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    assert len([query for query in queries if not query["sql"].startswith(ends)]) <= MOST_QUERIES
    assert sentence not in client_of(school, Role.TEACHER).get(home).text
    press(browser, school, "switch_open")
    assert sentence not in browser.get(home).text
    with scope(school):
        YearTask.objects.for_school(school).delete()
    assert sentence not in browser.get(home).text
