"""The year chosen on a page of the mission stays where it is known; the next one begins in February."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.agenda.rules.years import kept_years, letter_years
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.tenancy import scope
from fanal.year.rules.years import SchoolYear

AUTUMN, SPRING = "2026-11-26 09:00+01:00", "2027-03-04 09:00+01:00"
pytestmark = pytest.mark.clock(SPRING)
KNOWING = ("shares:needs", "shares:sharing", "allowances:allowance_list", "letters:letter_list")


def url(school, page, query=""):
    return reverse(page, args=[school.uai]) + query


def chips(answer):
    """The addresses of the years, the current one first."""
    links = re.search(r'aria-label="Année scolaire">(.*?)</nav>', answer.text, re.DOTALL)[1]
    chosen = re.findall(r'href="[^"]*annee=([0-9-]+)" aria-current', links)
    return chosen, re.findall(r"annee=([0-9-]+)", links)


@pytest.mark.parametrize(
    ("day", "newest"),
    [
        (date(2026, 9, 1), 2026),
        (date(2027, 1, 31), 2026),
        (date(2027, 2, 1), 2027),
        (date(2027, 8, 31), 2027),
    ],
)
def test_a_letter_of_the_next_year_is_begun_from_february(day, newest):
    assert letter_years(day)[-1] == SchoolYear(newest)
    assert [year.first for year in kept_years(day)] == [2022, 2023, 2024, 2025, 2026]


def test_the_tabs_keep_the_year_of_the_address_where_it_is_known(client_of, school):
    with time_machine.travel(SPRING, tick=False):
        head = client_of(school, Role.HEAD)
        for page in KNOWING:
            text = head.get(url(school, page, "?annee=2027-2028")).text
            for other in KNOWING:
                assert f'href="{url(school, other)}?annee=2027-2028"' in text, (page, other)
            # A training of the next year cannot be: its page stays with the year that runs.
            for other in ("trainings:training", "handover:handover"):
                assert f'href="{url(school, other)}"' in text
        assert f'href="{url(school, "shares:sharing")}"' in head.get(url(school, "shares:needs")).text


def test_a_refused_gesture_about_a_year_keeps_it_too(client_of, school):
    with time_machine.travel(SPRING, tick=False):
        head = client_of(school, Role.HEAD)
        head.post(reverse("shares:needs_form", args=[school.uai, "2027-2028"]), {"projects": "Tablettes"})
        refused = head.post(reverse("shares:needs_close", args=[school.uai, "2027-2028"]))
        assert refused.status_code == 422
        assert f'href="{url(school, "shares:sharing")}?annee=2027-2028"' in refused.text


@pytest.mark.parametrize("page", ["letters:letter_list", "trainings:training", "work:log"])
def test_older_years_are_chosen_on_the_page_itself(client_of, school, page):
    with time_machine.travel(AUTUMN, tick=False):
        lead = client_of(school, Role.DIGITAL_LEAD)
        chosen, offered = chips(lead.get(url(school, page)))
        assert (chosen, offered[0], offered[-1]) == (["2026-2027"], "2026-2027", "2022-2023")
        assert chips(lead.get(url(school, page, "?annee=2024-2025")))[0] == ["2024-2025"]
        assert chips(lead.get(url(school, page, "?annee=2031-2032")))[0] == ["2026-2027"]


def test_the_letter_of_the_next_year_is_begun_in_march(client_of, school):
    with scope(school):
        MissionFactory(school=school, school_year="2027-2028", title="Référent de l’an prochain")
    with time_machine.travel(SPRING, tick=False):
        lead = client_of(school, Role.DIGITAL_LEAD)
        listed = lead.get(url(school, "letters:letter_list", "?annee=2027-2028"))
        assert chips(listed)[0] == ["2027-2028"]
        add = url(school, "letters:letter_add", "?annee=2027-2028")
        assert add in listed.text
        assert "Référent de l’an prochain" in lead.get(add).text
    with time_machine.travel(AUTUMN, tick=False):
        assert add not in lead.get(url(school, "letters:letter_list", "?annee=2025-2026")).text
