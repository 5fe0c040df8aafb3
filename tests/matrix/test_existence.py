"""Whoever is refused a thing does not learn from the refusal whether it exists.

The number of a row and one that no row has are answered alike, 403 both or 404 both, to whoever reads no list
in which the thing stands: « there is a fourth mission, not for you » says something of them. Whoever reads
the things and may not press their buttons is told so (403): these places are listed here.
"""

import pytest
from django.db import transaction

from fanal.accounts.models.roles import Role
from fanal.core.clock.testing import today
from fanal.core.testing import ForgetfulClient
from fanal.equipment.views import places
from tests.matrix.filling import KEY
from tests.matrix.neighbours import OWN_FIRST, browser_of, named_rows, school_routes
from tests.matrix.routes import PARAMETER, Route
from tests.matrix.rows import World
from tests.matrix.world import make_world
from tests.running.turns import due_on

FIRST, OTHERS = Role.TEACHER.value, (Role.STAFF.value, Role.DPO.value)
NOBODY = 987_654  # no row has this number
REFUSED, UNKNOWN = 403, 404

# Where these roles read what they may not change, each with where; this list may only shrink.
TEACHERS = {
    "entraide/heures/": "open hours are offered to all",
    "equipements/salles/": "rooms are booked, and chosen when help is asked",
    "etat/": "the states of services are for all",
    "fiches/": "practice sheets are for all",
    "formation/seances/": "sessions are offered to all",
    "questionnaires/": "surveys that run are answered by all",
    "services/": "the services that one may use are for all",
}
READ = {
    Role.TEACHER.value: TEACHERS,
    Role.STAFF.value: TEACHERS,
    Role.DPO.value: {
        "demandes/": "a follower is told nothing of a request that they do not see",
        "registre/": "the register is what a delegate reads",
    },
}


def is_read(state: str, route: Route) -> bool:
    place = route.pattern.partition("<uai:uai>/")[2]
    return any(place.startswith(start) for start in READ[state])


def addresses(world: World) -> list[tuple[Route, str, str]]:
    """Each route with a number in its address: that of a row, and that of none."""
    values, pairs = named_rows(world), []
    for route in school_routes():
        names = [match["name"] for match in PARAMETER.finditer(route.pattern) if match["kind"] == "int"]
        if names:
            row = route.address(world.school.uai, **values)
            nobody = route.address(world.school.uai, **values | dict.fromkeys(names, NOBODY))
            pairs.append((route, row, nobody))
    return pairs


def status(browser: ForgetfulClient, method: str, address: str) -> int:
    with transaction.atomic():
        answer = browser.get(address) if method == "GET" else browser.post(address, dict(KEY))
        transaction.set_rollback(True)
    return answer.status_code


def tells(browser: ForgetfulClient, route: Route, row: str, nobody: str) -> list[str]:
    """The methods whose answer says that this row exists and is refused."""
    return [
        f"{method} {row}"
        for method in sorted({"GET", "POST"} & route.methods)
        if status(browser, method, row) == REFUSED and status(browser, method, nobody) == UNKNOWN
    ]


def found(world: World, state: str, routes: list[tuple[Route, str, str]]) -> list[str]:
    browser = browser_of(world, state)
    return [
        f"{state} {told}"
        for route, row, nobody in routes
        if not is_read(state, route)
        for told in tells(browser, route, row, nobody)
    ]


@pytest.fixture
def world(db: None) -> World:
    return make_world("ici", OWN_FIRST)


def test_a_refusal_does_not_say_that_a_thing_exists(world, request, at_least):
    is_whole, every = request.config.getoption("--whole-matrix"), addresses(world)
    at_least("addresses with the number of a thing", len(every), 400)
    wrong = found(world, FIRST, every)
    for state in OTHERS:
        wrong += found(world, state, every if is_whole else due_on(today(), every))
    assert wrong == [], "\n".join(wrong)


def test_a_row_that_is_looked_for_before_the_right_is_seen(world, monkeypatch):
    """Shows that it is not blind: the sites of a school, without what asks the role first."""
    sites = [each for each in addresses(world) if "equipements/sites/<int:site>/" in each[0].pattern]
    assert found(world, FIRST, sites) == []
    monkeypatch.setattr(places, "require_role", lambda *_: None)
    assert found(world, FIRST, sites)
