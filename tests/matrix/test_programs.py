"""A program with a token of one school never sees another's data, whatever address or number it sends."""

import json
from collections.abc import Iterable

from fanal.accounts.models import Membership
from fanal.accounts.policies.token import HOLDERS
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient
from fanal.helpdesk.models import HelpRequest
from fanal.online_services.models import OnlineService
from tests.matrix.neighbours import (
    METHODS,
    Matrix,
    browser_of,
    no_policy,
    program_of,
    report,
    token_routes,
)
from tests.matrix.rows import World

OPENS = sorted([*HOLDERS, "several roles"])
# What a program of one's own school may be answered when it sends numbers of another.
REFUSALS = {400, 403, 404, 405, 422}


def foreign_body(other: World) -> str:
    """A request about the neighbour's room and machine."""
    return json.dumps(
        {
            "text": "essai",
            "room": f"Salle {other.canary}",
            "equipment": other.first_number,
            "school": other.school.pk,
            "uai": other.school.uai,
        }
    )


def ask_everywhere(own: World, other: World, states: Iterable[str]) -> Matrix:
    matrix, body = Matrix(other), foreign_body(other)
    for state in states:
        program = program_of(own, state)
        for route in token_routes():
            theirs = route.address(other.school.uai, number=other.first_number)
            smuggled = route.address(own.school.uai, number=other.first_number)
            for method in METHODS:
                matrix.ask(program, method, theirs, {404})
                sent = {} if method == "get" else {"data": body, "content_type": "application/json"}
                key = {"Idempotency-Key": f"matrix-{own.first_number}-{state.replace(' ', '-')}"}
                matrix.ask(program, method, smuggled, REFUSALS | {200}, headers=key, **sent)
    matrix.compare("everything")
    return matrix


def test_there_are_addresses_to_try():
    assert len(token_routes()) >= 6


def test_no_program_reads_or_changes_a_row_of_another_school(worlds, capsys):
    own, other = worlds
    matrix = ask_everywhere(own, other, OPENS)
    report(matrix, capsys, "programs")
    assert matrix.leaks == []
    assert matrix.statuses[200]


def test_row_level_security_alone_holds_for_programs_too(worlds, policies_alone):
    own, other = worlds
    assert ask_everywhere(own, other, ["head", "technician"]).leaks == []


def test_one_policy_that_is_missing_is_seen_by_programs(worlds, policies_alone):
    own, other = worlds
    with no_policy(OnlineService):
        leaks = ask_everywhere(own, other, ["head"]).leaks
    assert leaks == [f"get /e/{own.school.uai}/api/v1/services: the neighbour's word was shown"]


def test_the_matrix_would_see_a_leak_to_a_program(worlds):
    _, other = worlds
    matrix, page = Matrix(other), f"/e/{other.school.uai}/api/v1/requests"
    matrix.ask(program_of(other, "head"), "get", page, {200})
    assert f"get {page}: the neighbour's word was shown" in matrix.leaks


def test_whoever_may_not_hold_a_token_is_unknown_everywhere(worlds):
    own, _ = worlds
    for state in sorted(set(own.users) - set(OPENS)):
        program = program_of(own, state)
        for route in token_routes():
            address = route.address(own.school.uai, number=own.first_number)
            assert program.get(address).status_code == 401, (state, address)


def test_neither_a_session_nor_nothing_opens_an_address_of_the_api(worlds):
    own, _ = worlds
    for browser in (browser_of(own, "head"), ForgetfulClient()):
        for route in token_routes():
            address = route.address(own.school.uai, number=own.first_number)
            assert {getattr(browser, method)(address).status_code for method in METHODS} == {401}


def test_a_revoked_membership_closes_every_address(worlds):
    own, _ = worlds
    program = program_of(own, "bursar")
    with scope(own.school):
        Membership.objects.filter(user=own.users["bursar"]).update(roles=["teacher"])
        count = HelpRequest.objects.for_school(own.school).count()
    for route in token_routes():
        address = route.address(own.school.uai, number=own.first_number)
        assert {getattr(program, method)(address).status_code for method in METHODS} == {401}
    with scope(own.school):
        assert HelpRequest.objects.for_school(own.school).count() == count
