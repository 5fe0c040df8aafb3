"""A school never sees another's data: every address × method × role, in every state of membership.

Run twice: as the program is, and with the querysets' own scoping switched off, so that only PostgreSQL's
row-level security stands between two schools.
"""

import time
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection

from fanal.accounts.models import PartnerMembership, Person
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.years import year_of
from fanal.accounts.sign_in import session_assurance
from fanal.core.clock.testing import today
from fanal.core.imports.models import ImportLine
from fanal.core.tenancy import SchoolOwnedQuerySet, scope
from fanal.core.testing import ForgetfulClient
from fanal.directory.models import Pupil
from tests.matrix.routes import Route, all_routes
from tests.matrix.world import World, code_of, make_world, owned_models, photograph, reference_of

METHODS = ("get", "post", "put", "patch", "delete")
OWN_FIRST, OTHER_FIRST = 1, 9001
# What a page of one's own school may answer when it is asked for rows of another.
REFUSALS = {302, 403, 404, 405, 422}


@pytest.fixture
def worlds(transactional_db) -> tuple[World, World]:
    return make_world("ici", OWN_FIRST), make_world("ailleurs", OTHER_FIRST)


def browser_of(world: World, state: str) -> ForgetfulClient:
    client = ForgetfulClient(raise_request_exception=False)
    client.force_login(world.users[state])
    session = client.session
    session[session_assurance.STRONG], session[session_assurance.SINCE] = True, int(time.time())
    session.save()
    return client


def foreign_body(other: World) -> dict[str, object]:
    """A form full of the neighbour's ids: every name that a field of any form may have."""
    with scope(other.school):
        ids = {model._meta.model_name: model._base_manager.order_by("pk").first() for model in owned_models()}
    body: dict[str, object] = {name: row.pk for name, row in ids.items() if row}
    aliases = {
        "room": "room",
        "salle": "room",
        "equipment": "equipment",
        "holder": "person",
        "type": "equipmenttype",
    }
    body |= {alias: ids[name].pk for alias, name in aliases.items()}
    return body | {
        "number": other.first_number,
        "do": "move",
        "m-room": ids["room"].pk,
        "e-to": "broken",
        "choice": "yes",
        "name": "Essai",
        "text": "essai",
        "kind": "other",
        "urgency": "annoying",
        "waiting_for": "part",
        "minutes": 15,
        "person_id": ids["person"].pk,
        "audience": "authority",
        "school": other.school.pk,
        "school_id": other.school.pk,
        "uai": other.school.uai,
    }


def named_rows(other: World) -> dict[str, object]:
    """A value for every parameter of an address: the neighbour's row, or an ordinary word."""
    with scope(other.school):
        ids = {model._meta.model_name: model._base_manager.order_by("pk").first() for model in owned_models()}
        doubt = ImportLine.objects.filter(imported__kind="people").get()
        twin = Pupil.objects.order_by("pk")[1]
        colleague = Person.objects.order_by("pk")[1]
    names = {
        "room": "room",
        "pupil": "pupil",
        "building": "building",
        "site": "site",
        "kind": "equipmenttype",
        "view": "savedview",
        "entry": "timespent",
        "person": "person",
        "line": "conventionline",
        "layout": "labelsheet",
        "token": "apitoken",
        "template": "tasktemplate",
        "service": "onlineservice",
        "finding": "finding",
        "reviewed": "reviewedservice",
        "right": "reviewedright",
        "period": "stateperiod",
        "joined": "recordmerge",
        "letter": "formletter",
        "point_line": "pointline",
        "work": "workentry",
        "share": "workshare",
        "held_share": "missionshare",
        "away": "absence",
        "hour": "presencehour",
        "training": "owntraining",
        "relief": "servicerelief",
        "opinion": "councilopinion",
        "substitution": "substitution",
        "scan": "letterscan",
    }
    rows = {name: ids[model].pk for name, model in names.items()}
    return rows | {
        "number": other.first_number,
        "version": other.first_number,
        "other": other.first_number,
        "doubt": doubt.pk,
        "twin": twin.pk,
        "colleague": colleague.pk,
        "brought": other.first_number + 1,
        "compared": other.first_number + 2,
        "division": other.canary,
        "form": "csv",
        "table": "eleves",
        "year": str(year_of(today())),
        "sort": "personnel",
        "subject": ids["person"].pk,
        "partner": PartnerMembership.objects.filter(role=Role.TECHNICIAN).latest("pk").pk,
        "code": code_of(other),
        "reference": reference_of(other.school.uai),
    }


class Matrix:
    """Counts what was asked, and keeps what leaked."""

    def __init__(self, other: World) -> None:
        self.other, self.statuses, self.leaks = other, Counter(), []
        self.before = photograph(other)

    def ask(self, browser: ForgetfulClient, method: str, address: str, allowed: set[int], **sent) -> None:
        answer = getattr(browser, method)(address, **sent)
        self.statuses[answer.status_code] += 1
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        content = body + repr(sorted(answer.headers.items())).encode()
        if self.other.canary.encode() in content:
            self.leaks.append(f"{method} {address}: the neighbour's word was shown")
        if answer.status_code not in allowed:
            self.leaks.append(f"{method} {address}: answered {answer.status_code}")

    def close(self) -> None:
        after = photograph(self.other)
        self.leaks += [f"{table} changed" for table in self.before if after[table] != self.before[table]]


def school_routes() -> list[Route]:
    return [route for route in all_routes() if route.is_of_a_school and route.access == "member"]


FEW = ("digital_lead", "teacher", "technician")


@pytest.fixture
def states(request, worlds) -> list[str]:
    """Whose eyes: three roles in everyday runs, every role and state of membership with --whole-matrix."""
    own, _ = worlds
    return list(own.users) if request.config.getoption("--whole-matrix") else [*FEW]


def run_matrix(own: World, other: World, states: list[str]) -> Matrix:
    matrix = Matrix(other)
    body, values = foreign_body(other), named_rows(other)
    for state in states:
        browser = browser_of(own, state)
        for route in school_routes():
            theirs = route.address(other.school.uai, **values)
            smuggled = route.address(own.school.uai, **values)
            for method in METHODS:
                matrix.ask(browser, method, theirs, {404})
                matrix.ask(browser, method, smuggled, REFUSALS | {200}, data=body)
    matrix.close()
    return matrix


def report(matrix: Matrix, capsys, title: str) -> None:
    with capsys.disabled():
        statuses, total = matrix.statuses, sum(matrix.statuses.values())
        print(f"\nisolation matrix ({title}): {total} requests, {len(matrix.leaks)} leaks, {dict(statuses)}")


def test_no_address_shows_or_changes_a_row_of_another_school(worlds, states, capsys):
    matrix = run_matrix(*worlds, states)
    report(matrix, capsys, "all walls")
    assert matrix.leaks == []


def test_row_level_security_alone_holds(worlds, states, capsys, monkeypatch):
    monkeypatch.setattr(SchoolOwnedQuerySet, "for_school", lambda self, school: self.all())
    matrix = run_matrix(*worlds, states)
    report(matrix, capsys, "row-level security alone")
    assert matrix.leaks == []


def test_the_matrix_would_see_a_leak(worlds):
    """Shows that the check is not blind: the neighbour's own people do read the word."""
    _, other = worlds
    matrix = Matrix(other)
    page = f"/e/{other.school.uai}/demandes/{OTHER_FIRST}/"
    matrix.ask(browser_of(other, "head"), "get", page, {200})
    assert matrix.leaks == [f"get {page}: the neighbour's word was shown"]


def test_every_kind_of_row_is_in_the_matrix(worlds):
    own, _ = worlds
    with scope(own.school):
        empty = [model._meta.label for model in owned_models() if not model._base_manager.exists()]
    assert empty == []


def test_nobody_reads_anything_outside_a_scope(worlds):
    assert [model._meta.label for model in owned_models() if model._base_manager.exists()] == []


@pytest.mark.parametrize("state", ["expired", "future"])
def test_a_membership_that_is_not_valid_today_opens_nothing(worlds, state):
    own, _ = worlds
    assert browser_of(own, state).get(f"/e/{own.school.uai}/").status_code == 404


def test_someone_unknown_is_asked_to_sign_in(worlds):
    own, _ = worlds
    for route in school_routes():
        answer = ForgetfulClient().get(route.address(own.school.uai, **named_rows(own)))
        assert answer.status_code == 302, route.pattern
        assert "/compte/login/" in answer.url


def test_a_link_to_a_row_of_another_school_is_refused_by_the_database(worlds):
    from django.db import IntegrityError, transaction

    own, other = worlds
    with pytest.raises(IntegrityError), transaction.atomic():
        _point_to_the_neighbours_room(own, other)


def _point_to_the_neighbours_room(own: World, other: World) -> None:
    with scope(own.school, other.school), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE helpdesk_helprequest SET room_id = (SELECT id FROM equipment_room WHERE school_id = %s) "
            "WHERE school_id = %s",
            [other.school.pk, own.school.pk],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_table_of_a_school_is_under_its_policy(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_policies ON tablename = relname "
            "WHERE relrowsecurity AND relforcerowsecurity AND policyname = 'school_scope'"
        )
        protected = {row[0] for row in cursor.fetchall()}
    assert protected == {model._meta.db_table for model in owned_models()}


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
