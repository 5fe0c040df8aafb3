"""A school never sees another's data: every address × method × role, in every state of membership.

Run twice: as the program is, and with the querysets' own scoping switched off, so that only PostgreSQL's
row-level security stands between two schools. The addresses of the neighbour end in one middleware: one role
asks for all of them each day, the others for a tenth drawn by the date.
"""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection

from fanal.core.clock.testing import today
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.equipment.models import Room, Site
from tests.matrix.filling import KEY, Filled, fill_all, names_read_by, recorders
from tests.matrix.neighbours import (
    METHODS,
    OTHER_FIRST,
    OWN_FIRST,
    REFUSALS,
    ForeignRows,
    Matrix,
    browser_of,
    named_rows,
    no_policy,
    report,
    school_routes,
)
from tests.matrix.routes import Route
from tests.matrix.rows import World, owned_models
from tests.running.floors import Floor
from tests.running.turns import due_on

# So many forms reach an action at least, and so many rows of the neighbour are sent in them; never fewer.
# 221 and 253 in November 2026: a few forms are open in some months only.
FORMS, ROWS = 390, 370
FEW = ("digital_lead", "teacher", "technician")
Walled = Callable[[str], list[Route]]


@pytest.fixture
def states(request, worlds) -> list[str]:
    """Whose eyes: three roles in everyday runs, every role and state of membership with --whole-matrix."""
    own, _ = worlds
    return list(own.users) if request.config.getoption("--whole-matrix") else [*FEW]


@pytest.fixture
def walled(request) -> Walled:
    """The addresses of the neighbour that this state asks for today; all of them with --whole-matrix."""
    routes, is_whole = school_routes(), request.config.getoption("--whole-matrix")

    def of(state: str) -> list[Route]:
        return routes if is_whole or state == FEW[0] else due_on(today(), routes)

    return of


def run_matrix(own: World, other: World, states: list[str], routes: list[Route], walled: Walled) -> Matrix:
    """Every address by every one of these, with the neighbour's rows in it, then in what is sent with it."""
    matrix, theirs, foreign = Matrix(other), named_rows(other), ForeignRows(other)
    forms, queries = fill_all(own, routes), queries_of(own, routes)
    for state in states:
        browser = browser_of(own, state)
        for route in walled(state):
            for method in METHODS:
                matrix.ask(browser, method, route.address(other.school.uai, **theirs), {404})
        for route in routes:
            body = forms[route.pattern].body if route.pattern in forms else KEY
            smuggled = route.address(own.school.uai, **theirs)
            query = {name: foreign.meant_by(name) for name in queries[route.pattern]}
            matrix.ask(browser, "get", smuggled, REFUSALS | {200}, data=query)
            matrix.ask_undone(browser, smuggled, body)
    send_rows(matrix, own, forms, foreign)
    matrix.compare("everything")
    return matrix


def queries_of(own: World, routes: list[Route]) -> dict[str, list[str]]:
    """By address: what its page reads after the « ? »."""
    browser, values = browser_of(own, "digital_lead"), named_rows(own)
    with recorders():
        return {
            route.pattern: names_read_by(browser, route.address(own.school.uai, **values)) for route in routes
        }


def send_rows(matrix: Matrix, own: World, forms: dict[str, Filled], foreign: ForeignRows) -> None:
    """Each form that reaches its action, with one row of the neighbour in place of one's own."""
    values = named_rows(own)
    for pattern, filled in forms.items():
        browser = browser_of(own, filled.state)
        address = Route(pattern, None).address(own.school.uai, **values)
        for name, model in filled.names.items():
            body = filled.body | {name: foreign.of(name, model)}
            matrix.ask_undone(browser, address, body, f", {name} of the neighbour")
            matrix.reached["rows"] += 1
    matrix.reached["forms"] = len(forms)


def assert_nothing_leaked(matrix: Matrix, at_least: Floor) -> None:
    """Nor was any of it refused for another reason than the neighbour's row."""
    assert matrix.leaks == []
    at_least("forms that reach their action", matrix.reached["forms"], FORMS)
    at_least("rows of a neighbour sent by a form", matrix.reached["rows"], ROWS)


def test_no_address_shows_or_changes_a_row_of_another_school(worlds, states, walled, capsys, at_least):
    matrix = run_matrix(*worlds, states, school_routes(), walled)
    report(matrix, capsys, "all walls")
    assert_nothing_leaked(matrix, at_least)


def test_row_level_security_alone_holds(worlds, states, walled, capsys, policies_alone, at_least):
    matrix = run_matrix(*worlds, states, school_routes(), walled)
    report(matrix, capsys, "row-level security alone")
    assert_nothing_leaked(matrix, at_least)


def test_one_policy_that_is_missing_is_seen(worlds, policies_alone):
    """Shows that the test above stands on the policies: without that of one table, its rows leak."""
    own, other = worlds
    sites = [route for route in school_routes() if "/equipements/sites/" in route.pattern]
    with no_policy(Site):
        matrix = run_matrix(own, other, ["digital_lead"], sites, lambda state: sites)
    address = f"/e/{own.school.uai}/equipements/sites/{named_rows(other)['site']}/"
    assert f"get {address}: the neighbour's word was shown" in matrix.leaks
    assert f"post {address}: answered 500" in matrix.leaks


def test_a_form_that_takes_a_row_of_another_school_is_seen(worlds, policies_alone):
    """A form that offers any room: what it wrote would be refused by the database at its very end."""
    own, other = worlds
    moves = [route for route in school_routes() if route.pattern.endswith("/<int:number>/deplacer/")]
    with no_policy(Room):
        matrix = run_matrix(own, other, [], moves, lambda state: moves)
    address = f"/e/{own.school.uai}/equipements/{OWN_FIRST}/deplacer/"
    assert f"post {address}, room of the neighbour: the database alone refused" in matrix.leaks


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
    values = named_rows(own)
    for route in school_routes():
        answer = ForgetfulClient().get(route.address(own.school.uai, **values))
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
