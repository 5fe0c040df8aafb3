"""The sharing of a whole year: taken up in one press, written on one page, with the référents first."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.forms.people_choice import LEADS, OTHERS
from fanal.accounts.models import Membership, Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.missions.actions import sharing_year as actions
from fanal.missions.models import MissionShare, ParticularMission, PartNeed
from fanal.year.rules.years import SchoolYear

THIS, NEXT = SchoolYear(2026), SchoolYear(2027)
pytestmark = pytest.mark.clock("2027-05-20 09:00+02:00")


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-05-20 09:00+02:00", tick=False):
        yield


@pytest.fixture
def lead(client_of, school):
    return client_of(school, Role.DIGITAL_LEAD).membership.person


@pytest.fixture
def missions(school):
    with scope(school):
        return [MissionFactory(school=school, school_year=year.label) for year in (THIS, NEXT)]


def url(school, name, *args):
    return reverse(f"shares:{name}", args=[school.uai, *args])


def share(mission, person, part="interface", percent=60, **others):
    year = SchoolYear(int(mission.school_year[:4]))
    given = {"starts_on": year.starts_on, "ends_on": year.ends_on, "competence": "at_ease"} | others
    return MissionShare.objects.create(
        school=mission.school, mission=mission, person=person, part=part, percent=percent, **given
    )


def shares(school, mission):
    with scope(school):
        rows = MissionShare.objects.for_school(school).filter(mission=mission)
        return sorted(rows.values_list("part", "person_id", "percent", "starts_on", "ends_on", "competence"))


def test_the_sharing_of_last_year_is_taken_up_in_one_press(head, school, missions, lead):
    last, coming = missions
    with scope(school):
        gone, ends = PersonFactory(school=school, left_on=date(2027, 5, 2)), PersonFactory(school=school)
        Membership.objects.create(
            school=school,
            person=ends,
            roles=["teacher"],
            valid_from=date(2020, 9, 1),
            valid_until=date(2027, 8, 31),
        )
        for who, part in ((lead, "interface"), (gone, "teams"), (ends, "watch")):
            share(last, who, part)
        PartNeed.objects.create(school=school, mission=last, part="interface", weight=25, needed="at_ease")
    page = head.get(url(school, "sharing"), {"annee": NEXT.label}).text
    assert "Reprendre le partage de 2026-2027" in page
    assert f"{gone} (Accompagner les enseignants), {ends} (Veille" in page
    done = head.post(url(school, "carry", coming.number), follow=True).text
    assert "Le partage de 2026-2027 est repris\u202f: 1 part." in done
    assert f"Ne sont pas repris\u202f: {gone} (" in done
    assert "Reprendre le partage" not in done
    whole = (NEXT.starts_on, NEXT.ends_on)
    assert shares(school, coming) == [("interface", lead.pk, 60, *whole, "")]
    with scope(school):
        needed = PartNeed.objects.for_school(school).get(mission=coming)
        assert (needed.weight, needed.needed) == (25, "at_ease")
    again = head.post(url(school, "carry", coming.number))
    assert again.status_code == 422
    assert "déjà commencé" in again.text


def test_it_is_the_management_that_takes_it_up_and_there_must_be_something(client_of, school, missions):
    lead = client_of(school, Role.DIGITAL_LEAD)
    assert lead.post(url(school, "carry", missions[1].number)).status_code == 403
    assert lead.get(url(school, "grid", missions[1].number)).status_code == 403
    with scope(school):
        someone = PersonFactory(school=school)
        with pytest.raises(NotAllowed):
            actions.write_grid(missions[1], {}, by=actor(Role.DIGITAL_LEAD, someone))
        with pytest.raises(RuleBroken, match="Rien à reprendre"):
            actions.carry_sharing(missions[1], by=actor(Role.HEAD, someone))


def test_the_whole_mission_is_shared_on_one_page(head, school, missions, lead):
    coming = missions[1]
    with scope(school):
        other = PersonFactory(school=school, given_name="Zoé", family_name="Abel")
        share(coming, lead, "teams", 100)
        share(coming, lead, "watch", 30, ends_on=date(2028, 1, 31))
    page = head.get(url(school, "grid", coming.number))
    assert f'name="share_teams_{lead.pk}" value="100"' in page.text
    assert f'name="share_watch_{lead.pk}"' not in page.text  # over some months: by itself
    assert f"share_teams_{other.pk}" not in page.text
    given = {f"share_interface_{lead.pk}": "70", f"share_teams_{lead.pk}": "100"}
    for pressed in ({"add": "1"}, {}):  # « Enregistrer » with somebody chosen shows their column too
        added = head.post(url(school, "grid", coming.number), given | {"more": other.pk} | pressed)
        assert added.status_code == 200
    assert f'name="share_interface_{lead.pk}" value="70"' in added.text
    assert f'name="people" value="{other.pk}"' in added.text
    assert f"share_teams_{other.pk}" in added.text
    sent = given | {"people": other.pk, f"share_teams_{other.pk}": "40", f"share_teams_{lead.pk}": "0"}
    assert "2 parts" not in head.get(url(school, "sharing"), {"annee": NEXT.label}).text
    done = head.post(url(school, "grid", coming.number), sent, follow=True).text
    assert "3 parts enregistrées." in done
    assert [(part, who, percent) for part, who, percent, *_ in shares(school, coming)] == [
        ("interface", lead.pk, 70),
        ("teams", other.pk, 40),
        ("watch", lead.pk, 30),
    ]


def test_a_number_out_of_bounds_is_refused_and_kept_on_the_page(head, school, missions, lead):
    given = {f"share_interface_{lead.pk}": "170", "people": "x", "more": "-1"}
    refused = head.post(url(school, "grid", missions[1].number), given)
    assert refused.status_code == 422
    assert 'value="170"' in refused.text
    assert shares(school, missions[1]) == []


def test_a_share_changed_meanwhile_is_not_written_over(school, missions, lead):
    with scope(school):
        by = actor(Role.HEAD, lead)
        share(missions[1], lead, "interface", 30, ends_on=date(2028, 1, 31))
        with pytest.raises(RuleBroken, match="pendant que vous écriviez"):
            actions.write_grid(missions[1], {("interface", lead.pk): 50}, by=by)
        assert actions.write_grid(missions[1], {("teams", lead.pk): 50}, by=by) == 1
        assert actions.write_grid(missions[1], {("teams", lead.pk): 50}, by=by) == 0


def test_a_cell_that_another_filled_meanwhile_is_not_written_over(head, school, missions, lead):
    page = url(school, "grid", missions[1].number)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', head.get(page).text)[1]
    with scope(school):
        theirs = share(missions[1], lead, "teams", 60)
    answer = head.post(page, {"seen": seen, f"share_interface_{lead.pk}": "50"})
    assert answer.status_code == 422
    assert "pendant que vous écriviez" in answer.text
    with scope(school):
        assert list(MissionShare.objects.for_school(school).filter(mission=missions[1])) == [theirs]


def test_the_referents_come_first_in_the_list_and_names_are_shown_as_sorted(head, school, missions, lead):
    with scope(school):
        PersonFactory(school=school, given_name="Zoé", family_name="Abel")
        PersonFactory(school=school, given_name="Anne", family_name="Élie")
        Person.objects.filter(pk=lead.pk).update(given_name="Marc", family_name="Zola")
    for page in (
        url(school, "share_add", missions[1].number),
        f"{reverse('letters:letter_add', args=[school.uai])}?annee={NEXT.label}",
    ):
        text = head.get(page).text
        groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text, re.DOTALL)
        (first_label, first), (second_label, others) = groups[-2:]
        assert (first_label, second_label) == (LEADS, OTHERS)
        assert re.findall(r">([^<]+)</option>", first) == ["Zola Marc"]
        names = re.findall(r">([^<]+)</option>", others)
        assert names.index("Abel Zoé") < names.index("Élie Anne")


def test_the_grid_costs_the_same_for_1_and_20_people(head, school, missions, count_queries):
    costs = []
    for count in (1, 19):
        with scope(school):
            for _ in range(count):
                share(missions[1], PersonFactory(school=school), "teams", 5)
        head.get(url(school, "grid", missions[1].number))
        with count_queries() as queries:
            assert head.get(url(school, "grid", missions[1].number)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= MOST_QUERIES


@pytest.mark.parametrize(
    ("came", "landed"),
    [
        ("?retour=partage", "shares:sharing"),
        ("?retour=lettre", "letters:letter_list"),
        ("", "allowances:allowance_list"),
        ("?retour=https://ailleurs.example/", "allowances:allowance_list"),
    ],
)
def test_whoever_describes_the_mission_comes_back_where_they_were(head, school, came, landed):
    with scope(school):
        ParticularMission.objects.for_school(school).delete()
    form = reverse("allowances:mission_add", args=[school.uai, NEXT.label]) + came
    if "partage" in came:
        assert form in head.get(url(school, "sharing"), {"annee": NEXT.label}).text
    back = reverse(landed, args=[school.uai]) + f"?annee={NEXT.label}"
    assert f'href="{back}"' in head.get(form).text
    done = head.post(form, {"kind": "digital", "title": "Référent numérique"})
    assert done["Location"] == back
