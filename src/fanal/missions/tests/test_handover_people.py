"""« Passation »: who does what, year by year; the letters that its reader may read; what is late."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.testing import signed_in
from fanal.agenda.tests.factories import YearTaskFactory
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.mission_letters.models import MissionLetter
from fanal.missions.models import MissionShare

NOVEMBER, JULY, RENTREE = "2026-11-26 09:00+01:00", "2027-07-02 09:00+02:00", "2027-09-01 09:00+02:00"
pytestmark = pytest.mark.clock(NOVEMBER)


def page_of(browser, moment, school):
    with time_machine.travel(moment, tick=False):
        return signed_in(browser.membership).get(reverse("handover:handover", args=[school.uai])).text


def chapter(page, code):
    section = re.search(rf'<section class="panel" id="{code}">(.*?)</section>', page, re.DOTALL)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section)).replace("\u00a0", " ")


def share(mission, person, part, percent, starts_on, ends_on):
    return MissionShare.objects.create(
        school=mission.school,
        mission=mission,
        person=person,
        part=part,
        percent=percent,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def test_who_does_what_is_told_year_by_year_the_coming_one_first_from_july(lead, school):
    who = lead.membership.person
    with scope(school):
        this, coming = (
            MissionFactory(school=school, school_year=year) for year in ("2026-2027", "2027-2028")
        )
        share(this, who, "mission", 50, date(2026, 9, 1), date(2027, 8, 31))
        share(this, who, "steering", 60, date(2026, 9, 1), date(2027, 8, 31))
        share(coming, who, "teams", 70, date(2027, 9, 1), date(2028, 1, 31))
    section = chapter(page_of(lead, NOVEMBER, school), "shares")
    steps = (
        "Année 2026-2027",
        "Conseiller l’équipe",
        f"{who}, 60 % ",
        "Besoins, bilan",
        f"{who}, 50 % ",
        "Année 2027-2028",
        "Accompagner",
        f"{who}, 70 %, du 1er septembre 2027 au 31 janvier 2028",
    )
    places = [section.index(step) for step in steps]
    assert places == sorted(places)
    july = chapter(page_of(lead, JULY, school), "shares")
    assert july.index("Année 2027-2028") < july.index("Année 2026-2027")


def test_letters_are_those_that_the_reader_may_read_and_last_years_stay(lead, client_of, school):
    other, head = client_of(school, Role.DIGITAL_LEAD), client_of(school, Role.HEAD)
    with scope(school):
        digital = MissionFactory(school=school, school_year="2026-2027")
        culture = MissionFactory(school=school, school_year="2026-2027", kind="culture", title="Culture")
        for number, mission, browser, state in (
            (1, digital, lead, "signed"),
            (2, culture, lead, "signed"),
            (3, digital, other, "agreed"),
            (4, digital, other, "draft"),
            (5, digital, other, "amended"),
        ):
            MissionLetter.objects.create(
                school=school,
                number=number,
                mission=mission,
                person=browser.membership.person,
                state=state,
                school_year="2026-2027",
                starts_on=date(2026, 9, 1),
                ends_on=date(2027, 6, 30),
                agreed_on=date(2026, 9, 8),
                signed_on=None if state == "draft" else date(2026, 9, 9),
            )
    for browser, numbers in ((lead, ["1"]), (other, ["3"]), (head, ["1", "3"])):
        for moment in (NOVEMBER, RENTREE):
            section = chapter(page_of(browser, moment, school), "letters")
            assert re.findall(r"lettre n° (\d+)", section) == numbers
    section = chapter(page_of(lead, RENTREE, school), "letters")
    assert "Signée, du 1er septembre 2026 au 30 juin 2027" in section
    with time_machine.travel(RENTREE, tick=False):
        made = signed_in(other.membership).get(reverse("handover:file", args=[school.uai]))
        assert made.headers["Content-Type"] == "application/pdf"
    assert "lettre n°" not in chapter(page_of(head, "2028-07-02 09:00+02:00", school), "letters")


def test_what_is_late_is_marked_and_a_machine_says_what_it_is(lead, school):
    with scope(school):
        for title, day in (("Hier", date(2026, 11, 25)), ("Aujourd’hui", date(2026, 11, 26))):
            YearTaskFactory(school=school, title=title, due_on=day)
        EquipmentFactory(school=school, name="B204-PC03", state="broken", maker="Dell", model="3080")
    page = page_of(lead, NOVEMBER, school)
    section = chapter(page, "tasks")
    assert "pour le 25 novembre 2026, en retard" in section
    assert "pour le 26 novembre 2026, en retard" not in section
    assert 'class="mark late"' in page
    assert "Dell 3080, " in chapter(page, "machines")
    assert french("Qui fait quoi dans la mission") in page
