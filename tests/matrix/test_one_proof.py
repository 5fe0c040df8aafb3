"""« Has MFA » is no promise, « no path without » is: a password alone opens no page of a school.

One middleware says so: the référent asks for every address each day, others for a tenth drawn by the date.
"""

import pytest
from django.urls import reverse

from fanal.core.clock.testing import today
from fanal.core.testing import ForgetfulClient
from tests.matrix.filling import fill_all
from tests.matrix.neighbours import OWN_FIRST, named_rows, school_routes
from tests.matrix.rows import World
from tests.matrix.world import make_world, photograph
from tests.running.turns import due_on


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


def test_whoever_must_prove_it_twice_is_led_there_from_every_address(world, request):
    is_whole = request.config.getoption("--whole-matrix")
    routes, values = school_routes(), named_rows(world)
    forms = fill_all(world, routes)
    for state in ("digital_lead", "head", "technician"):
        browser = ForgetfulClient(raise_request_exception=False)
        browser.force_login(world.users[state])
        before = photograph(world)
        for route in routes if is_whole or state == "digital_lead" else due_on(today(), routes):
            address = route.address(world.school.uai, **values)
            body = forms[route.pattern].body if route.pattern in forms else {}
            for method, data in (("get", {}), ("post", body)):
                answer = getattr(browser, method)(address, data=data)
                led_to = answer.headers.get("Location", "").split("?")[0]
                assert (answer.status_code, led_to) == (302, reverse("mfa_index")), (state, method, address)
                assert world.canary not in answer.text
        assert photograph(world) == before
