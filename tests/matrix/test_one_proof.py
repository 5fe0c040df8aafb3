"""« Has MFA » is no promise, « no path without » is: a password alone opens no page of a school."""

import pytest
from django.urls import reverse

from fanal.core.testing import ForgetfulClient
from tests.matrix.test_isolation import METHODS, OWN_FIRST, foreign_body, named_rows, school_routes
from tests.matrix.world import World, make_world, photograph


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


def test_whoever_must_prove_it_twice_is_led_there_from_every_address(world):
    body, values = foreign_body(world), named_rows(world)
    for state in ("digital_lead", "head", "technician"):
        browser = ForgetfulClient(raise_request_exception=False)
        browser.force_login(world.users[state])
        before = photograph(world)
        for route in school_routes():
            address = route.address(world.school.uai, **values)
            for method in METHODS:
                answer = getattr(browser, method)(address, data={} if method == "get" else body)
                assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("mfa_index")), (
                    state,
                    method,
                    address,
                )
                assert world.canary not in answer.text
        assert photograph(world) == before
