"""« Has MFA » is no promise, « no path without » is: a password alone opens no page of a school."""

import pytest
from django.urls import reverse

from fanal.core.testing import ForgetfulClient
from tests.matrix.filling import fill_all
from tests.matrix.neighbours import OWN_FIRST, named_rows, school_routes
from tests.matrix.rows import World
from tests.matrix.world import make_world, photograph


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


def test_whoever_must_prove_it_twice_is_led_there_from_every_address(world):
    routes, values = school_routes(), named_rows(world)
    forms = fill_all(world, routes)
    for state in ("digital_lead", "head", "technician"):
        browser = ForgetfulClient(raise_request_exception=False)
        browser.force_login(world.users[state])
        before = photograph(world)
        for route in routes:
            address = route.address(world.school.uai, **values)
            body = forms[route.pattern].body if route.pattern in forms else {}
            for method, data in (("get", {}), ("post", body)):
                answer = getattr(browser, method)(address, data=data)
                assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("mfa_index")), (
                    state,
                    method,
                    address,
                )
                assert world.canary not in answer.text
        assert photograph(world) == before
