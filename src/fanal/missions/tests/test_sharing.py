"""The needs of the service and the sharing, by their actions and on the screen."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.templatetags.fanal import french
from fanal.core.tenancy import scope
from fanal.missions.actions import sharing as actions
from fanal.missions.models import MissionShare, NeedsAssessment
from fanal.missions.rules.sharing import Competence
from fanal.year.rules.years import SchoolYear

YEAR, TODAY = SchoolYear(2026), date(2026, 11, 26)
WRITTEN = {
    "academic_part": "Bassin",
    "projects": "Tablettes",
    "expertise": "ENT",
    "sites": 3,
    "appreciation": "Une présence régulière.",
}
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def url(name, school, *args):
    return reverse(f"shares:{name}", args=[school.uai, *args])


def taken(person, part="interface", percent=100, **others):
    dates = {"starts_on": YEAR.starts_on, "ends_on": YEAR.ends_on} | others
    return {"part": part, "person": person, "percent": percent, **dates}


def test_the_referent_prepares_and_the_head_appreciates(school):
    with scope(school):
        lead, head = (actor(role, PersonFactory(school=school)) for role in (Role.DIGITAL_LEAD, Role.HEAD))
        needs = actions.write_needs(school, YEAR.label, WRITTEN, by=lead)
        assert (needs.projects, needs.appreciation) == ("Tablettes", "")
        with pytest.raises(RuleBroken, match="appréciation"):
            actions.close_needs(needs, today=TODAY, by=head)
        actions.write_needs(school, YEAR.label, WRITTEN, by=head)
        with pytest.raises(NotAllowed):
            actions.close_needs(needs, today=TODAY, by=lead)
        closed = actions.close_needs(needs, today=TODAY, by=head)
        assert {len(row) for row in closed.figures} == {5}
        same_date = {row[0]: row[2] for row in closed.figures}
        assert same_date["Demandes envoyées"] == "0"
        assert same_date["Services en ligne"] == ""
        with pytest.raises(RuleBroken, match="arrêtée"):
            actions.write_needs(school, YEAR.label, WRITTEN, by=head)
        assert actions.reopen_needs(needs, by=head).figures == []
        assert NeedsAssessment.objects.for_school(school).count() == 1


def test_a_share_is_given_by_the_management_and_ease_is_said_by_its_person(school):
    with scope(school):
        who = PersonFactory(school=school)
        head, theirs = actor(Role.HEAD, PersonFactory(school=school)), actor(Role.TEACHER, who)
        mission = MissionFactory(school=school, school_year=YEAR.label)
        with pytest.raises(NotAllowed):
            actions.share_mission(mission, None, taken(who), by=theirs)
        share = actions.share_mission(mission, None, taken(who), by=head)
        with pytest.raises(NotAllowed):
            actions.declare_competence(share, Competence.TO_LEARN, by=head)
        actions.declare_competence(share, Competence.LEARNING, by=theirs)
        payloads = "".join(entry.payload or "" for entry in JournalEntry.objects.for_school(school))
        assert "learning" not in payloads
        other = actions.share_mission(mission, share, taken(PersonFactory(school=school)), by=head)
        assert other.competence == ""
        actions.drop_share(other, by=head)
        assert not MissionShare.objects.for_school(school).exists()


def test_a_colleague_does_not_read_the_ease_that_another_declared(school, client_of):
    with scope(school):
        who, mission = PersonFactory(school=school), MissionFactory(school=school, school_year=YEAR.label)
        actions.weigh_parts(mission, {"interface": (50, Competence.AT_EASE)}, by=actor(Role.HEAD, who))
        share = actions.share_mission(mission, None, taken(who), by=actor(Role.HEAD, who))
        actions.declare_competence(share, Competence.TO_LEARN, by=actor(Role.TEACHER, who))
    said = (Competence.TO_LEARN.label, "à accompagner")
    head, colleague = (
        client_of(school, role).get(url("sharing", school)).text for role in (Role.HEAD, Role.DIGITAL_LEAD)
    )
    assert all(words in head for words in said)
    assert str(who) in colleague
    assert not any(words in colleague for words in said)


def test_the_parts_weigh_a_hundred_at_most(school):
    with scope(school):
        head = actor(Role.HEAD, PersonFactory(school=school))
        mission = MissionFactory(school=school, school_year=YEAR.label)
        with pytest.raises(RuleBroken, match="110 %"):
            actions.weigh_parts(mission, {"teams": (60, ""), "interface": (50, "")}, by=head)
        actions.weigh_parts(mission, {"teams": (60, "at_ease")}, by=head)
        actions.weigh_parts(mission, {"teams": (40, "")}, by=head)
        assert [need.weight for need in mission.part_needs.all()] == [40]
        actions.weigh_parts(mission, {"teams": (40, "")}, by=head)
        kept = JournalEntry.objects.for_school(school).filter(verb="missions.parts_weighed")
        assert [(entry.payload or "").count("weight") for entry in kept.order_by("pk")] == [1, 2]


def test_what_another_wrote_meanwhile_in_the_needs_is_shown_and_not_lost(client_of, school):
    head, lead = client_of(school, Role.HEAD), client_of(school, Role.DIGITAL_LEAD)
    page = url("needs_form", school, YEAR.label)
    assert lead.post(page, {"seen": "", "projects": "Tablettes"}).status_code == 302
    answer = head.post(page, {"seen": "", "appreciation": "Une présence.", "projects": "Pix"})
    assert answer.status_code == 422
    assert french("Écrit entre-temps : « Tablettes »") in answer.text
    assert "Une présence." in answer.text
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', answer.text)[1]
    again = {"seen": seen, "appreciation": "Une présence.", "projects": "Tablettes, Pix"}
    assert head.post(page, again).status_code == 302
    with scope(school):
        assert NeedsAssessment.objects.for_school(school).get().projects == "Tablettes, Pix"


def test_a_head_goes_from_the_needs_to_the_description_of_the_mission(client_of, school):
    head = client_of(school, Role.HEAD)
    assert "pas encore écrite" in head.get(url("needs", school)).text
    given = {"projects": "Tablettes", "expertise": "ENT et GAR", "appreciation": "Une présence régulière."}
    assert head.post(url("needs_form", school, YEAR.label), given).status_code == 302
    assert head.post(url("needs_close", school, YEAR.label)).status_code == 302
    page = head.get(reverse("allowances:mission_add", args=[school.uai, YEAR.label])).text
    assert "Une présence régulière." in page
    assert "ENT et GAR" in page
    assert "part_needs" not in page


def test_the_matrix_shows_what_nobody_does(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        mission = MissionFactory(school=school, school_year=YEAR.label)
        who = PersonFactory(school=school)
    page = head.get(url("sharing", school)).text
    assert "Personne pour l’instant" in page
    given = {
        "part": "interface",
        "person": who.pk,
        "percent": 60,
        "starts_on": "2026-09-01",
        "ends_on": "2027-08-31",
    }
    assert head.post(url("share_add", school, mission.number), given).status_code == 302
    assert "60 %, reste 40 %" in head.get(url("sharing", school)).text.replace("\xa0", " ")
    assert head.post(url("share_add", school, mission.number), given).status_code == 422


def test_the_total_of_each_is_told_and_offered_to_the_comparison_of_allowances(client_of, school):
    """Verified § 8."""
    head = client_of(school, Role.HEAD)
    with scope(school):
        mission = MissionFactory(school=school, school_year=YEAR.label)
        first, second = (PersonFactory(school=school) for _ in range(2))
        by = actor(Role.HEAD, PersonFactory(school=school))
        actions.share_mission(mission, None, taken(first, percent=70), by=by)
        actions.share_mission(mission, None, taken(second, percent=30), by=by)
    page = french(head.get(url("sharing", school) + f"?annee={YEAR}").text)
    assert "En tout, par personne" in page
    compared = reverse("allowances:simulator", args=[school.uai])
    assert f"{compared}?annee={YEAR}&a_people=2" in page.replace("&amp;", "&")
    shown = head.get(f"{compared}?annee={YEAR}&a_people=2").text
    assert "D’après le partage de la mission" in shown
    assert shown.count("le plus proche du partage") == 3


@pytest.mark.parametrize(
    ("role", "status"), [(Role.DIGITAL_LEAD, 200), (Role.DEPUTY, 200), (Role.TEACHER, 403)]
)
def test_who_reads_the_sharing(client_of, school, role, status):
    browser = client_of(school, role)
    assert browser.get(url("sharing", school)).status_code == status
    assert browser.get(url("needs", school)).status_code == status


def test_the_matrix_costs_the_same_for_1_and_20_shares(client_of, school, count_queries):
    head = client_of(school, Role.HEAD)

    def share(count):
        for _ in range(count):
            person = PersonFactory(school=school)
            MissionShare.objects.create(
                school=school,
                mission=mission,
                part="teams",
                person=person,
                percent=5,
                starts_on=YEAR.starts_on,
                ends_on=YEAR.ends_on,
            )

    with scope(school):
        mission = MissionFactory(school=school, school_year=YEAR.label)
        share(1)
    head.get(url("sharing", school))
    with count_queries() as few:
        head.get(url("sharing", school))
    with scope(school):
        share(19)
    with count_queries() as many:
        head.get(url("sharing", school))
    assert len(few) == len(many)


def test_ease_said_for_a_part_is_not_said_for_another(school):
    with scope(school):
        who, head = PersonFactory(school=school), actor(Role.HEAD, PersonFactory(school=school))
        mission = MissionFactory(school=school, school_year=YEAR.label)
        share = actions.share_mission(mission, None, taken(who), by=head)
        share = actions.declare_competence(share, Competence.AT_EASE, by=actor(Role.TEACHER, who))
        assert actions.share_mission(mission, share, taken(who, percent=50), by=head).competence
        assert actions.share_mission(mission, share, taken(who, "teams"), by=head).competence == ""


def test_an_older_year_is_reached_one_step_at_a_time_and_read(client_of, school):
    head = client_of(school, Role.HEAD)
    with scope(school):
        NeedsAssessment.objects.create(
            school=school,
            school_year="2024-2025",
            appreciation="Une année calme.",
            closed_on=date(2025, 6, 20),
        )
    assert "?annee=2024-2025" in head.get(url("needs", school)).text
    page = head.get(url("needs", school), {"annee": "2024-2025"}).text
    assert "Une année calme." in page
    assert "?annee=2023-2024" in page
    assert "Avant" not in head.get(url("needs", school), {"annee": "2022-2023"}).text
