"""The pages above several schools: each body's own partners alone, and never a word of another's schools."""

import time
from collections.abc import Iterable
from datetime import timedelta

import pytest

from fanal.accounts.models import PartnerMembership
from fanal.accounts.models.roles import PARTNERS
from fanal.accounts.sign_in import session_assurance
from fanal.core.clock.testing import today
from fanal.core.testing import ForgetfulClient
from fanal.equipment.models import EquipmentType
from tests.matrix.neighbours import METHODS, Matrix, browser_of, no_policy
from tests.matrix.routes import Route, all_routes
from tests.matrix.rows import World

READERS = {"c": {"technician"}, "a": {"adviser", "dpo"}}
VALUES = {"form": "csv"}


def partner_routes() -> list[Route]:
    return [route for route in all_routes() if route.access == "partner"]


def code_of(world: World, route: Route) -> str:
    body = world.school.authority if route.pattern.startswith("c/") else world.school.academy
    return body.code


def address(route: Route, world: World) -> str:
    return route.address("", code=code_of(world, route), **VALUES)


def ask_everywhere(own: World, other: World, states: Iterable[str]) -> Matrix:
    """These roles, on every page of both bodies, by every method."""
    matrix = Matrix(other)
    for state in states:
        browser = browser_of(own, state)
        for route in partner_routes():
            is_reader = state in READERS[route.pattern[0]]
            for method in METHODS:
                matrix.ask(browser, method, address(route, other), {404})
                allowed = {200, 302, 404} if is_reader and method == "get" else {404, 405}
                matrix.ask(browser, method, address(route, own), allowed, data={"ecole": other.school.uai})
    matrix.compare("everything")
    return matrix


def test_there_are_pages_to_try():
    assert {route.pattern[0] for route in partner_routes()} == {"c", "a"}


def test_no_page_above_schools_shows_a_school_of_another_body(worlds):
    own, other = worlds
    assert ask_everywhere(own, other, own.users).leaks == []


def test_row_level_security_alone_holds_above_schools_too(worlds, policies_alone):
    assert ask_everywhere(*worlds, sorted(PARTNERS)).leaks == []


def test_one_policy_that_is_missing_is_seen_above_schools(worlds, policies_alone):
    own, other = worlds
    with no_policy(EquipmentType):
        leaks = ask_everywhere(own, other, ["technician"]).leaks
    assert leaks == [f"get /c/{own.school.authority.code}/parc/: the neighbour's word was shown"]


def test_the_matrix_would_see_a_leak_above_schools(worlds):
    _, other = worlds
    matrix, page = Matrix(other), f"/c/{other.school.authority.code}/"
    matrix.ask(browser_of(other, "technician"), "get", page, {200})
    assert matrix.leaks == [f"get {page}: the neighbour's word was shown"]


@pytest.mark.parametrize("dates", ["revoked", "future"])
@pytest.mark.parametrize("role", ["technician", "adviser", "dpo"])
def test_a_partnership_that_is_not_valid_today_opens_nothing(worlds, role, dates):
    own, _ = worlds
    moved = {
        "revoked": {"valid_until": today() - timedelta(days=1)},
        "future": {"valid_from": today() + timedelta(days=1)},
    }
    PartnerMembership.objects.filter(user=own.users[role]).update(**moved[dates])
    browser = browser_of(own, role)
    pages = [address(route, own) for route in partner_routes()] + [f"/e/{own.school.uai}/"]
    assert {browser.get(page).status_code for page in pages} == {404}


def test_someone_unknown_is_asked_to_sign_in_above_schools(worlds):
    own, _ = worlds
    for route in partner_routes():
        answer = ForgetfulClient().get(address(route, own))
        assert answer.status_code == 302
        assert "/compte/login/" in answer.url


def test_one_proof_is_not_enough_above_schools(worlds):
    own, _ = worlds
    browser = ForgetfulClient()
    browser.force_login(own.users["technician"])
    answer = browser.get(f"/c/{own.school.authority.code}/")
    assert answer.status_code == 302
    assert "/compte/" in answer.url
    session = browser.session
    session[session_assurance.STRONG], session[session_assurance.SINCE] = True, int(time.time()) - 13 * 3600
    session.save()
    assert "/compte/login/" in browser.get(f"/c/{own.school.authority.code}/").url


def test_a_school_that_withdraws_is_read_no_longer(worlds):
    own, _ = worlds
    adviser, dpo = browser_of(own, "adviser"), browser_of(own, "dpo")
    page = f"/a/{own.school.academy.code}/"
    assert f"{own.canary.lower()}" not in adviser.get(page).text  # nobody there is référent by that name
    assert "établissements qui partagent" in adviser.get(page).text
    own.school.shares_indicators_since = own.school.dpo_appointed_since = None
    own.school.save()
    assert "Aucun établissement n’a encore choisi" in adviser.get(page).text
    assert dpo.get(f"/e/{own.school.uai}/").status_code == 404
    assert "ne vous a encore désigné" in dpo.get(f"{page}protection-des-donnees/").text
