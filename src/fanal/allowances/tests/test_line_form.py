"""The form of a line: who is offered, what they are taken for, and the next line of a sharing."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.allowances.models import ImpProposal
from fanal.allowances.rules.proposing import StaffStanding, standing_findings
from fanal.allowances.rules.rates import RATES, rates_named
from fanal.allowances.rules.standing import standing_of
from fanal.allowances.tests.allowance_factories import YEAR, EnvelopeFactory, MissionFactory
from fanal.core.tenancy import scope
from fanal.missions.rules.words import PUBLIC_TEXTS

TODAY = date(2027, 4, 12)
pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2027-04-12 09:00+02:00", tick=False):
        yield


@pytest.fixture
def mission(school):
    with scope(school):
        EnvelopeFactory(school=school)
        return MissionFactory(school=school)


def url(name, school, *args):
    return reverse(f"allowances:{name}", args=[school.uai, *args])


def person(school, *roles, job=""):
    with scope(school):
        who = member_of(school, *roles).person if roles else PersonFactory(school=school)
        who.job = job
        who.save()
    return who


def given(mission, who, **others):
    return {"mission": mission.pk, "person": who.pk, "quarters": 4, "is_whole_year": "on"} | others


def standings(school):
    with scope(school):
        return list(ImpProposal.objects.for_school(school).order_by("pk").values_list("standing", flat=True))


def test_the_head_is_not_offered_to_herself_and_the_only_mission_is_chosen(client_of, school, mission):
    head, who = client_of(school, Role.HEAD), person(school, Role.TEACHER, job="Technologie")
    page = head.get(url("proposal_add", school, YEAR)).text
    assert f"{who.family_name} {who.given_name} (Technologie)" in page
    people = html.fromstring(page).xpath("//select[@name='person']/option/@value")
    assert people
    assert str(head.membership.person_id) not in people
    assert f'<option value="{mission.pk}" selected' in page
    answer = head.post(url("proposal_add", school, YEAR), given(mission, head.membership.person))
    assert answer.status_code == 422
    assert "on ne prépare pas sa propre ligne" in answer.text
    with scope(school):
        MissionFactory(school=school, kind="eps", title="EPS")
    assert f'<option value="{mission.pk}" selected' not in head.get(url("proposal_add", school, YEAR)).text


def test_r15_somebody_is_taken_for_what_their_function_tells(client_of, school, mission):
    head, page = client_of(school, Role.HEAD), url("proposal_add", school, YEAR)
    teacher, counsellor = person(school, Role.TEACHER), person(school, Role.STAFF, job="CPE")
    helper, unknown = person(school, Role.STAFF, job="AED"), person(school)
    assert head.post(page, given(mission, teacher)).status_code == 302
    assert head.post(page, given(mission, counsellor)).status_code == 302
    assert standings(school) == ["teacher", "cpe"]
    refused = head.post(page, given(mission, helper))
    assert refused.status_code == 422
    assert "Une IMP va à un enseignant ou à un CPE" in refused.text
    assert "choisissez sa qualité" in head.post(page, given(mission, unknown)).text
    assert head.post(page, given(mission, helper, standing="teacher")).status_code == 302
    assert standings(school)[2:] == ["teacher"]


@pytest.mark.parametrize(
    ("job", "teaches", "is_staff", "standing"),
    [
        ("Technologie", True, True, StaffStanding.TEACHER),
        ("Professeur principal", True, True, StaffStanding.TEACHER),
        ("Conseillère principale d’éducation", False, True, StaffStanding.CPE),
        ("TZR anglais", True, True, StaffStanding.TZR),
        ("Assistant d’éducation", False, True, StaffStanding.STAFF),
        ("A.E.D.", False, True, StaffStanding.STAFF),
        ("Éducation musicale", True, True, StaffStanding.TEACHER),
        ("Anglais, CPGE", True, True, StaffStanding.CPGE),
        ("Directrice adjointe chargée de SEGPA", False, True, StaffStanding.SEGPA),
        ("Professeur des écoles en SEGPA", True, True, StaffStanding.TEACHER),
        ("", False, False, None),
        ("Économie-gestion", True, True, StaffStanding.TEACHER),
    ],
)
def test_r15_a_function_is_read_in_words(job, teaches, is_staff, standing):
    assert standing_of(job, teaches=teaches, is_staff=is_staff) == standing


def test_r15_only_the_standings_without_a_right_stop():
    stopped = {
        standing
        for standing in StaffStanding
        if any(said.stops for said in standing_findings(standing, PUBLIC_TEXTS))
    }
    assert stopped == {StaffStanding.STAFF}, "December § 3: Caen’s circular alone was read of the others"


def test_a_scenario_of_the_simulator_becomes_lines_one_after_the_other(client_of, school, mission):
    head = client_of(school, Role.HEAD)
    page = head.get(url("simulator", school), {"a_total": 12, "a_people": 2, "annee": YEAR}).text
    assert f"?taux=8&amp;reste=4&amp;mission={mission.pk}" in page
    assert "Proposer ce partage" in page
    add = url("proposal_add", school, YEAR) + f"?taux=8&reste=4,2&mission={mission.pk}"
    form = head.get(add).text.replace("\xa0", " ")
    assert '<option value="8" selected' in form
    assert "Cette ligne, puis 1 IMP + 0,5 IMP" in form
    who = person(school, Role.TEACHER)
    saved = head.post(add, given(mission, who, quarters=8, again="1"))
    assert saved.headers["Location"].endswith(f"?mission={mission.pk}&taux=4&reste=2")
    other = person(school, Role.TEACHER)
    last = head.post(saved.headers["Location"], given(mission, other), follow=True)
    assert "Reste du partage à préparer : 0,5 IMP." in last.text.replace("\xa0", " ").replace("\u202f", " ")
    plain = head.post(
        url("proposal_add", school, YEAR), given(mission, person(school, Role.TEACHER), again="1")
    )
    assert plain.headers["Location"].endswith(f"?mission={mission.pk}&taux=4")


def test_an_address_holds_nothing_but_legal_rates():
    assert rates_named("8,4", RATES[0]) == (8, 4)
    assert rates_named("", RATES[0]) == rates_named("x", RATES[0]) == ()
    assert rates_named("3,²,1e9,-1,12", RATES[0]) == (12,)
    assert len(rates_named(",".join(["1"] * 500), RATES[0])) == 12
