"""The states of services: declared, checked, shown to the school and to everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import Actor, actor_of, system
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.fetch import Guard
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES, words_of
from fanal.core.tests.fetch.sites import Site, guard, saying
from fanal.online_services.models import OnlineService
from fanal.service_status.actions.probing import check_due, take_due
from fanal.service_status.actions.states import (
    declare_state,
    end_state,
    note_verdict,
    watch_service,
)
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.privacy import STATES
from fanal.service_status.reading.states import state_of, states_of, troubles_of
from fanal.service_status.rules.states import CHECKED, ServiceState, Verdict

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
CLOCK = system(System.SCHEDULE)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(NOW)]


def url(name, school, *args):
    return reverse(f"states:{name}", args=[school.uai, *args])


@pytest.fixture
def by(school) -> Actor:
    return actor_of(member_of(school, Role.DIGITAL_LEAD).person, Role.DIGITAL_LEAD, *Delegated)


@pytest.fixture
def ent(school):
    with scope(school):
        yield OnlineService.objects.create(school=school, name="ENT")


def watched(service, by, **given):
    start = {"address": "https://ent.example.fr", "kinds": ["http"], "is_authorized": True, "now": NOW}
    return watch_service(service, by=by, **start | given)


def turn(watch, state, now, says=""):
    note_verdict(watch, Verdict(0 if state is ServiceState.OK else 2, state, says, ""), now=now, by=CLOCK)


def test_a_declaration_covers_a_check_until_it_is_said_to_be_over(ent, by):
    turn(watched(ent, by), ServiceState.OK, NOW)
    down = declare_state(ent, ServiceState.DOWN, now=NOW, by=by, reason="Coupure du fournisseur")
    assert state_of(ent, NOW).words == "En panne"
    assert state_of(ent, NOW).reason == "Coupure du fournisseur"
    later = NOW + timedelta(minutes=10)
    end_state(down, now=later, by=by)
    end_state(down, now=later + timedelta(hours=1), by=by)
    down.refresh_from_db()
    assert down.ended_at == later
    assert state_of(ent, later).state is ServiceState.OK
    assert JournalEntry.objects.filter(verb="online_services.state_ended").count() == 1


def test_a_new_declaration_ends_the_one_before_and_leaves_a_plan_alone(ent, by):
    plan = {"starts": NOW + timedelta(days=1), "ends": NOW + timedelta(days=1, hours=2)}
    declare_state(ent, ServiceState.PLANNED, now=NOW, by=by, **plan)
    declare_state(ent, ServiceState.DOWN, now=NOW, by=by)
    declare_state(ent, ServiceState.DISTURBED, now=NOW + timedelta(minutes=5), by=by)
    now = NOW + timedelta(minutes=6)
    state = state_of(ent, now)
    assert (state.state, len(state.planned)) == (ServiceState.DISTURBED, 1)
    assert state_of(ent, NOW + timedelta(days=1, hours=1)).state is ServiceState.PLANNED


def test_saying_that_it_works_is_not_written_over_a_check_that_says_so(ent, by):
    turn(watched(ent, by), ServiceState.OK, NOW)
    declare_state(ent, ServiceState.DOWN, now=NOW, by=by)
    assert declare_state(ent, ServiceState.OK, now=NOW + timedelta(minutes=1), by=by) is None
    assert state_of(ent, NOW + timedelta(minutes=2)).period.source == CHECKED


@pytest.mark.parametrize("role", [Role.TEACHER, Role.BURSAR, Role.TECHNICIAN])
def test_only_those_who_keep_the_services_declare(school, ent, role):
    with pytest.raises(NotAllowed):
        declare_state(ent, ServiceState.DOWN, now=NOW, by=Actor("person:1", "x", frozenset({role.value})))


def test_a_period_is_written_when_the_state_changes_not_at_each_check(ent, by):
    watch = watched(ent, by)
    for minutes, state in enumerate(
        (ServiceState.OK, ServiceState.OK, ServiceState.DOWN, ServiceState.DOWN, ServiceState.OK)
    ):
        turn(watch, state, NOW + timedelta(minutes=minutes), "Le serveur se tait.")
    periods = StatePeriod.objects.order_by("pk")
    assert [(period.state, period.ended_at is None) for period in periods] == [
        ("ok", False),
        ("down", False),
        ("ok", True),
    ]


def test_a_silence_of_the_checks_is_not_told_as_if_it_had_worked(ent, by):
    watch = watched(ent, by)
    turn(watch, ServiceState.OK, NOW)
    assert state_of(ent, NOW + timedelta(minutes=44)).state is ServiceState.OK
    assert state_of(ent, NOW + timedelta(minutes=46)).state is ServiceState.UNKNOWN
    turn(watch, ServiceState.OK, NOW + timedelta(days=2))
    first, second = StatePeriod.objects.order_by("pk")
    assert (first.ended_at, second.starts_at) == (NOW, NOW + timedelta(days=2))


def test_switching_the_checks_off_ends_what_they_saw(ent, by):
    watch = watched(ent, by)
    turn(watch, ServiceState.DOWN, NOW)
    watched(ent, by, address="", kinds=[], is_authorized=False)
    assert state_of(ent, NOW).state is ServiceState.UNKNOWN
    turn(watch, ServiceState.DOWN, NOW)
    assert not StatePeriod.objects.open().exists()


@pytest.mark.parametrize(
    "given",
    [
        {"is_authorized": False},
        {"address": "https://educonnect.education.gouv.fr"},
        {"address": "https://127.1/"},
        {"address": "https://intranet/"},
        {"address": "https://ent.example.fr:8443/"},
        {"kinds": []},
    ],
)
def test_checks_that_may_not_be_are_refused(ent, by, given):
    with pytest.raises(RuleBroken):
        watched(ent, by, **given)
    assert not ServiceWatch.objects.exists()


def test_what_is_due_is_taken_once_and_visited(school, ent, by):
    with Site(saying(b"", "503 Panne")).open() as site:
        kept = watched(ent, by)
        ServiceWatch.objects.filter(pk=kept.pk).update(address=f"http://127.0.0.1:{site.port}/")
        now = NOW + timedelta(minutes=2)
        assert check_due(now, lambda uai: guard(site)) == 1
        assert state_of(ent, timezone.now()).state is ServiceState.UNKNOWN
        assert check_due(now, lambda uai: guard(site)) == 0
        assert check_due(now + timedelta(minutes=16), lambda uai: guard(site)) == 1
        assert len(site.requests) == 2
        with scope(school):
            assert state_of(ent, timezone.now()).state is ServiceState.DOWN
            site.speak = saying(b"", "200 OK")
            assert check_due(now + timedelta(minutes=32), lambda uai: guard(site)) == 1
        with scope(school):
            assert state_of(ent, timezone.now()).state is ServiceState.OK


def test_the_guard_of_a_school_stops_a_check_inside(school, ent, by):
    kept = watched(ent, by)
    now = NOW + timedelta(minutes=2)
    check_due(now, lambda uai: Guard(resolve=lambda *_: ["10.0.0.5"]))
    with scope(school):
        kept.refresh_from_db()
        assert kept.failures == 1
        assert "un réseau interne" in kept.saw


def test_no_more_services_than_said_are_taken_in_one_run(school, ent, by):
    with scope(school):
        for rank in range(5):
            watched(OnlineService.objects.create(school=school, name=f"Service {rank}"), by)
    assert len(take_due(NOW + timedelta(minutes=2), most=3)) == 3
    assert len(take_due(NOW + timedelta(minutes=2), most=3)) == 2


def test_states_are_kept_a_year(school, ent, by):
    down = declare_state(ent, ServiceState.DOWN, now=NOW, by=by)
    end_state(down, now=NOW, by=by)
    assert STATES.purge(school.pk, NOW + timedelta(days=360)) == 0
    assert STATES.purge(school.pk, NOW + timedelta(days=366)) == 1


def test_a_teacher_reads_and_only_a_keeper_is_offered_the_gesture(client_of, school, ent, by):
    declare_state(ent, ServiceState.DOWN, now=timezone.now(), by=by, reason="Panne du fournisseur")
    page = client_of(school, Role.TEACHER).get(url("state_list", school)).text
    assert "En panne" in page
    assert "Panne du fournisseur" in page
    assert "c’est connu" in page
    gesture = url("state_declare", school, ent.pk)
    assert gesture not in page
    assert gesture in client_of(school, Role.DIGITAL_LEAD).get(url("state_list", school)).text
    text = client_of(school, Role.TEACHER).get(url("state_page", school, ent.pk)).text
    assert by.name not in text


def test_one_press_declares_and_a_mistake_keeps_what_was_typed(client_of, school, ent):
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.post(url("state_declare", school, ent.pk), {"state": "down"})
    with scope(school):
        assert state_of(ent, timezone.now()).state is ServiceState.DOWN
    wrong = {"state": "planned", "reason": "Bascule d’été"}
    answer = lead.post(url("state_declare", school, ent.pk), wrong)
    assert answer.status_code == 422
    assert "quand la maintenance doit finir" in answer.text
    assert "Bascule d’été" in answer.text


def test_nothing_is_public_until_the_school_says_so(client, client_of, school, elsewhere, ent, by):
    nowhere = client.get(url("public_states", school))
    other = client.get(url("public_states", school).replace(school.uai, "0000000A"))
    assert (nowhere.status_code, other.status_code) == (404, 404)
    with scope(school):
        declare_state(ent, ServiceState.DOWN, now=timezone.now(), by=by, reason="Coupure")
        OnlineService.objects.create(school=school, name="Paie secrète")
    form = {"is_public": "on", "address": "", "minutes": "15"}
    client_of(school, Role.DIGITAL_LEAD).post(url("service_watch", school, ent.pk), form)
    page = client.get(url("public_states", school))
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert not page.cookies
    assert "En panne" in page.text
    assert "Paie secrète" not in page.text
    assert by.name not in page.text
    assert client.get(url("public_states", elsewhere)).status_code == 404
    inside = client_of(school, Role.TEACHER).get(url("public_states", school))
    assert inside.headers["Cache-Control"] == "no-store"


def test_what_a_check_saw_is_for_those_who_keep_the_services(client, client_of, school, ent, by):
    turn(
        watched(ent, by, is_public=True),
        ServiceState.DOWN,
        timezone.now(),
        "Le site répond par une erreur (503).",
    )
    assert "503" not in words_of(client.get(url("public_states", school)).text)
    teacher = client_of(school, Role.TEACHER)
    assert "503" not in words_of(teacher.get(url("state_page", school, ent.pk)).text)
    assert "503" in client_of(school, Role.DIGITAL_LEAD).get(url("state_page", school, ent.pk)).text


def test_a_list_costs_the_same_for_one_service_and_twenty(
    client_of, school, ent, by, django_assert_num_queries
):

    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.get(url("state_list", school))
    counts = []
    for more in (0, 19):
        with scope(school):
            for rank in range(more):
                made = OnlineService.objects.create(school=school, name=f"Service {rank}")
                turn(watched(made, by), ServiceState.OK, timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert lead.get(url("state_list", school)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize(
    "given",
    [
        {"address": "http://rectorat.ac-lille.fr", "kinds": ["http", "tls"]},  # three reasons at once
        {"address": "http://[", "kinds": ["http"]},
        {"address": "http://[1::2]a.fr", "kinds": ["tls"], "is_authorized": "on"},
    ],
)
def test_an_address_nobody_can_check_is_told_and_stays_typed(client_of, school, ent, given):
    answer = client_of(school, Role.HEAD).post(
        url("service_watch", school, ent.pk), given | {"minutes": "15"}
    )
    assert (answer.status_code, given["address"] in answer.text) == (422, True)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Guadeloupe", "Pacific/Noumea"])
def test_the_end_of_time_is_refused_everywhere(client_of, school, ent, zone):
    school.timezone = zone
    school.save()
    head, far, near = client_of(school, Role.HEAD), "9999-12-31T23:59", "0001-01-01T00:00"
    for starts, ends in (("", far), (far, far), (near, ""), (near, far)):
        for state in ("planned", "down"):
            fields = {"state": state, "starts": starts, "ends": ends}
            assert head.post(url("state_declare", school, ent.pk), fields).status_code == 422
    assert head.get(url("state_list", school)).status_code == 200


def test_troubles_come_first(school, ent, by):
    with scope(school):
        pix = OnlineService.objects.create(school=school, name="Pix Orga")
        declare_state(pix, ServiceState.DISTURBED, now=NOW, by=by)
        assert [str(state.service) for state in states_of(school, NOW)] == ["Pix Orga", "ENT"]
        assert [str(state.service) for state in troubles_of(school, NOW)] == ["Pix Orga"]


def test_the_register_says_what_does_not_work(client_of, school, ent, by):
    declare_state(ent, ServiceState.DOWN, now=timezone.now(), by=by, reason="Coupure du fournisseur")
    teacher = client_of(school, Role.TEACHER)
    assert "En panne" in teacher.get(reverse("online_services:service_list", args=[school.uai])).text
    page = teacher.get(reverse("online_services:service_page", args=[school.uai, ent.pk])).text
    assert "Coupure du fournisseur" in page
    assert url("state_page", school, ent.pk) in page


def test_the_home_page_and_the_list_say_the_same_of_a_service(client_of, school, ent):
    """Newcomer of December, second sitting, 24: « inconnu » on the home, « Rien de signalé » in the list."""
    head = client_of(school, Role.HEAD)
    home = words_of(head.get(reverse("web:home", args=[school.uai])).text)
    assert "ENT rien de signalé" in home
    assert "inconnu" not in home
    assert "ENT Rien de signalé" in words_of(head.get(url("state_list", school)).text)
