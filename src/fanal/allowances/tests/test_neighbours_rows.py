"""A form filled rightly but for one row of another school is refused, and nothing is written."""

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models import Person
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.models import YearTask
from fanal.allowances.models import ImpProposal, ServiceRelief, Substitution
from fanal.allowances.tests.allowance_factories import EnvelopeFactory, MissionFactory, ProposalFactory
from fanal.core.tenancy import scope
from fanal.mission_letters.models import MissionLetter
from fanal.missions.models import Absence, AccessPlace, MissionShare
from fanal.online_services.models import OnlineService
from fanal.work_log.models import WorkEntry

YEAR = "2026-2027"
DAYS = {"starts_on": "2026-12-01", "ends_on": "2027-06-30"}
KEPT = (
    MissionShare,
    MissionLetter,
    ImpProposal,
    ServiceRelief,
    Substitution,
    Absence,
    AccessPlace,
    YearTask,
    WorkEntry,
)


@pytest.fixture(autouse=True)
def autumn():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


def filled(school):
    """A mission with one decided line, the envelope it is of, a service, and somebody."""
    with scope(school):
        envelope = EnvelopeFactory(school=school, school_year=YEAR)
        mission = MissionFactory(school=school, school_year=YEAR)
        line = ProposalFactory(
            school=school, envelope=envelope, mission=mission, agreed_on="2026-11-01", state="decided"
        )
        service = OnlineService.objects.create(school=school, name="Pronote")
        return mission, line, service, PersonFactory(school=school)


FORMS = {
    "a share": (
        Role.HEAD,
        "shares:share_add",
        "mission",
        {"part": "interface", "percent": "50", "person": "person", **DAYS},
    ),
    "a line": (
        Role.HEAD,
        "allowances:proposal_add",
        YEAR,
        {"mission": "own mission", "person": "person", "quarters": "2", "standing": "teacher"},
    ),
    "a line of a mission": (
        Role.HEAD,
        "allowances:proposal_add",
        YEAR,
        {"mission": "mission", "person": "own person", "quarters": "2", "standing": "teacher"},
    ),
    "a relief": (
        Role.HEAD,
        "allowances:relief_add",
        "mission",
        {"person": "person", "halves": "2", "reason": "Trop lourde."},
    ),
    "a substitute": (
        Role.HEAD,
        "allowances:proposal_substitute",
        "line",
        {"person": "person", "since": "2026-12-01"},
    ),
    "who answers": (
        Role.DIGITAL_LEAD,
        "absences:declare",
        None,
        {"first_day": "2026-12-01", "last_day": "2026-12-04", "substitute": "person"},
    ),
    "who is absent": (
        Role.HEAD,
        "absences:declare",
        None,
        {
            "person": "person",
            "first_day": "2026-12-01",
            "last_day": "2026-12-04",
            "answers_from": "2026-12-07",
        },
    ),
    "whose accesses": (
        Role.DIGITAL_LEAD,
        "handover:access",
        None,
        {"service": "service", "text": "Dans le coffre"},
    ),
    "whose task": (
        Role.HEAD,
        "agenda:add",
        None,
        {
            "title": "Tâche",
            "activity": "services",
            "owner": "digital_lead",
            "due_on": "2026-12-01",
            "remind_days": "7",
            "person": "person",
        },
    ),
}


@pytest.mark.parametrize(("role", "name", "about", "form"), FORMS.values(), ids=FORMS)
def test_no_form_takes_a_row_of_the_neighbour(client_of, school, elsewhere, role, name, about, form):
    own, theirs = filled(school), filled(elsewhere)
    browser = client_of(school, role)
    names = dict(zip(("mission", "line", "service", "person"), theirs, strict=True))
    names |= dict(zip(("own mission", "own line", "own service", "own person"), own, strict=True))
    sent = {key: names[value].pk if value in names else value for key, value in form.items()}
    address = {"mission": [own[0].number], "line": [own[1].number], None: []}.get(about, [about])
    before = counted(school), counted(elsewhere)
    answer = browser.post(reverse(name, args=[school.uai, *address]), sent)
    assert answer.status_code == 422
    assert (counted(school), counted(elsewhere)) == before
    with scope(elsewhere):
        names = list(Person.objects.for_school(elsewhere).values_list("family_name", flat=True))
    assert not any(name in answer.text for name in names if len(name) > 4)


@pytest.mark.parametrize("whose", ["person", "mission"])
def test_no_letter_begins_for_a_row_of_the_neighbour(client_of, school, elsewhere, whose):
    own, theirs = filled(school), filled(elsewhere)
    head = client_of(school, Role.HEAD)
    mission, person = (theirs[0], own[3]) if whose == "mission" else (own[0], theirs[3])
    page = f"{reverse('letters:letter_add', args=[school.uai])}?mission={mission.pk}&person={person.pk}"
    text = {"pay": "none", "main_missions": "Conseiller", **DAYS}
    for answer in (head.get(page), head.post(page, text)):
        assert answer.status_code == 422
    assert counted(school)["MissionLetter"] == counted(elsewhere)["MissionLetter"] == 0


def test_the_minutes_of_somebody_else_s_log_are_left_alone(client_of, school, elsewhere):
    lead = client_of(school, Role.DIGITAL_LEAD)
    made = []
    for where in (school, elsewhere):
        with scope(where):
            made.append(
                WorkEntry.objects.create(
                    school=where,
                    person=PersonFactory(school=where),
                    day="2026-11-20",
                    minutes=30,
                    activity="services",
                    reference="1",
                )
            )
    sent = {f"m-{entry.pk}": "5" for entry in made}
    lead.post(reverse("work:correct", args=[school.uai]), sent)
    for entry in made:
        with scope(entry.school):
            entry.refresh_from_db()
        assert entry.minutes == 30
        for name in ("work:line", "work:put_aside", "work:restore", "work:delete"):
            assert lead.post(reverse(name, args=[school.uai, entry.pk]), {"aside": "1"}).status_code == 404


def counted(school):
    with scope(school):
        return {model.__name__: model.objects.for_school(school).count() for model in KEPT}
