"""Every view says which methods it takes, so that no PUT, PATCH or DELETE ever reaches one."""

from collections.abc import Iterator
from inspect import unwrap

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.web.views import not_served
from tests.matrix.neighbours import OTHER_FIRST, OWN_FIRST, browser_of, program_of, token_routes
from tests.matrix.routes import Route, all_routes, methods_of

TAKEN = {"GET", "HEAD", "POST"}
NEVER = ("put", "patch", "delete")


def own_routes() -> Iterator[Route]:
    """Our pages: neither those of the library of sign-in, nor the API, whose methods are its operations'."""
    for route in all_routes():
        view = unwrap(route.view)
        if view.__module__.startswith("fanal.") and view is not not_served and route.access != "token":
            yield route


def test_every_view_says_which_methods_it_takes(at_least):
    routes = list(own_routes())
    at_least("addresses of our own", len(routes), 790)
    assert [route.pattern for route in routes if not route.methods] == []
    assert [route.pattern for route in routes if route.methods - TAKEN] == []


def test_a_view_that_says_nothing_is_seen():
    assert methods_of(HttpResponse) == set()
    assert methods_of(require_safe(HttpResponse)) == {"GET", "HEAD"}
    assert methods_of(require_http_methods(["DELETE"])(HttpResponse)) - TAKEN == {"DELETE"}


def test_the_decorators_answer(worlds):
    """One page that is read, one that is a form, one that is only sent, one above schools."""
    own, _ = worlds
    school = f"/e/{own.school.uai}/demandes/"
    pages = {
        "digital_lead": [school, f"{school}nouvelle/", f"{school}{OWN_FIRST}/prendre/"],
        "technician": [f"/c/{own.school.authority.code}/"],
    }
    for state, addresses in pages.items():
        browser = browser_of(own, state)
        for page in addresses:
            assert {getattr(browser, method)(page).status_code for method in NEVER} == {405}, page


def test_a_method_that_is_not_taken_says_nothing_of_another_school(worlds):
    own, other = worlds
    page = f"/e/{other.school.uai}/demandes/{OTHER_FIRST}/"
    assert {getattr(browser_of(own, "head"), method)(page).status_code for method in NEVER} == {404}


def test_the_api_takes_no_other_method(worlds):
    own, _ = worlds
    program = program_of(own, "head")
    for route in token_routes():
        address = route.address(own.school.uai, number=own.first_number)
        assert {getattr(program, method)(address).status_code for method in NEVER} == {405}, address
