"""One year's lists stay as they were: read once its pupils have gone, and kept while one moves around."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.directory.models import Enrolment, Pupil
from fanal.people_files.actions.plan_writing import leaving_day
from fanal.people_files.tests.importing import full, pupil
from fanal.year.rules.years import SchoolYear

SEPTEMBER, AFTER = date(2026, 9, 15), date(2027, 9, 10)
OLD = "?annee=2026-2027"
pytestmark = [pytest.mark.django_db, pytest.mark.clock("2027-09-20 09:00+02:00")]


@pytest.fixture
def two_years(school, importer):
    """A sixième that goes on, a troisième that is in no file of the year after."""
    importer.today = SEPTEMBER
    importer.bring(full(school, pupil(1, klass="6A"), pupil(2, klass="3A")))
    importer.today = AFTER
    importer.bring(full(school, pupil(1, klass="5A"), pupil(3, klass="6A")))


def page(browser, school, name, *args, query=""):
    return browser.get(reverse(f"directory:{name}", args=[school.uai, *args]) + query).text


@time_machine.travel("2027-09-20 09:00+02:00", tick=False)
def test_the_old_year_stays_readable_once_its_leavers_have_gone(two_years, client_of, school):
    browser = client_of(school, Role.DIGITAL_LEAD)
    now, old = page(browser, school, "pupil_list"), page(browser, school, "pupil_list", query=OLD)
    assert "NOM2" not in now
    assert "NOM3" in now
    assert "NOM2" in old
    assert "3A · parti le 10 septembre 2027" in old
    assert "NOM3" not in old
    assert "1 élève" in page(browser, school, "class_list", query=OLD)
    assert "NOM2" in page(browser, school, "class_page", "3A", query=OLD)
    assert "3A" not in words_of(page(browser, school, "class_list"))


@time_machine.travel("2027-09-20 09:00+02:00", tick=False)
def test_the_year_is_kept_while_one_moves_around(two_years, client_of, school):
    browser = client_of(school, Role.DIGITAL_LEAD)
    for name, args in (("pupil_list", ()), ("class_list", ()), ("class_page", ("3A",))):
        text = page(browser, school, name, *args, query=OLD)
        main = text[text.index("<main") : text.index("</main>")]
        links = re.findall(r'<a [^>]*href="([^"]*)"', main[main.index("<h1") :])
        apart = ("importer", "/personnes/", "/mouvements/")  # of no year
        kept = [link for link in links if not any(part in link for part in apart)]
        assert kept
        assert [link for link in kept if "annee=2026-2027" not in link] == []
    listed = page(browser, school, "pupil_list", query=OLD)
    assert '<input type="hidden" name="annee" value="2026-2027">' in listed


@time_machine.travel("2027-08-25 09:00+02:00", tick=False)
def test_the_next_year_is_read_from_june_on(importer, client_of, school):
    importer.today = date(2027, 8, 25)
    browser = client_of(school, Role.DIGITAL_LEAD)
    text = page(browser, school, "pupil_list", query="?annee=2027-2028")
    assert "Vous regardez l’année 2027-2028" in text
    assert "Année 2027-2028" in text


def test_whoever_arrives_is_found_in_summer_already(importer, client_of, school):
    with time_machine.travel("2027-08-25 09:00+02:00", tick=False):
        importer.today = date(2027, 8, 25)
        importer.bring(full(school, pupil(1, klass="6A")))
        with scope(school):
            pupil_record = Pupil.objects.for_school(school).get()
            Enrolment.objects.create(
                school=school, pupil=pupil_record, school_year="2027-2028", class_code="5A"
            )
            new = Pupil.objects.create(school=school, family_name="NOUVEAU", given_name="Zoé")
            Enrolment.objects.create(school=school, pupil=new, school_year="2027-2028", class_code="6B")
        browser = client_of(school, Role.HEAD)
        text = browser.get(reverse("web:search", args=[school.uai]), {"q": "zoé"}).text
        assert text.count("NOM1 Zoé") == 1
        assert "6A" in text
        assert "6B" in text


@pytest.mark.parametrize(
    ("today", "first", "left"),
    [
        (date(2027, 6, 15), 2027, date(2027, 7, 1)),
        (date(2027, 8, 25), 2027, date(2027, 8, 25)),
        (date(2027, 6, 15), 2026, date(2027, 6, 15)),
        (date(2027, 9, 10), 2027, date(2027, 9, 10)),
    ],
)
def test_a_file_of_the_next_year_takes_nobody_out_of_this_one_s_lessons(today, first, left):
    assert leaving_day(SchoolYear(first), today) == left
