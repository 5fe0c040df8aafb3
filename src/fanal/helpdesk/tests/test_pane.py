"""A request beside its list: the same page, asked by htmx from the list."""

from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory


def from_list(school, target="section#pane") -> dict[str, str]:
    address = f"http://testserver{reverse('helpdesk:request_list', args=[school.uai])}?vue=attente#demande-1"
    return {"HX-Request": "true", "HX-Current-URL": address, "HX-Target": target}


def address(name, school, number=1) -> str:
    return reverse(f"helpdesk:{name}", args=[school.uai, number])


def new_request(school, **words):
    with scope(school):
        return HelpRequestFactory(school=school, **words)


def test_opening_a_line_gives_the_request_alone(client_of, school):
    new_request(school)
    answer = client_of(school, Role.DIGITAL_LEAD).get(
        address("request_page", school), headers=from_list(school)
    )
    assert "<h2>Le vidéoprojecteur" in answer.text
    assert "<html" not in answer.text
    assert "hx-swap-oob" not in answer.text


def test_a_gesture_in_the_pane_draws_the_line_again(client_of, school):
    new_request(school)
    lead = client_of(school, Role.DIGITAL_LEAD)
    for target in ("section#pane", "div#request"):
        answer = lead.post(address("request_solve", school), headers=from_list(school, target))
        assert 'id="demande-1" hx-swap-oob="innerHTML"' in answer.text
    assert "Résolue" in answer.text


def test_a_gesture_in_the_pane_says_again_how_many_are_left(client_of, school):
    new_request(school, number=1)
    new_request(school, number=2)
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = lead.get(reverse("helpdesk:request_list", args=[school.uai]))
    assert 'id="counted-in-navigation">2</b>' in page.text
    assert 'id="counted-open">2</b>' in page.text
    answer = lead.post(address("request_solve", school), headers=from_list(school, "div#request"))
    assert '<b id="counted-in-navigation" hx-swap-oob="innerHTML">1</b>' in answer.text
    assert '<b id="counted-open" hx-swap-oob="innerHTML">1</b>' in answer.text
    assert '<b id="counted-waiting" hx-swap-oob="innerHTML">0</b>' in answer.text


def test_beside_a_past_year_only_the_navigation_counts(client_of, school):
    new_request(school)
    headers = from_list(school, "div#request")
    headers["HX-Current-URL"] = headers["HX-Current-URL"].replace("#", "&annee=2024-2025#")
    answer = client_of(school, Role.DIGITAL_LEAD).post(address("request_solve", school), headers=headers)
    assert '<b id="counted-in-navigation" hx-swap-oob="innerHTML"></b>' in answer.text
    assert "counted-open" not in answer.text


def test_on_its_own_page_a_gesture_draws_the_request_alone(client_of, school):
    new_request(school)
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": f"http://testserver{address('request_page', school)}",
        "HX-Target": "div#request",
    }
    answer = client_of(school, Role.DIGITAL_LEAD).post(address("request_take", school), headers=headers)
    assert "<h1>" in answer.text
    assert "hx-swap-oob" not in answer.text


def test_a_refused_gesture_leaves_the_request_on_the_screen(client_of, school):
    new_request(school)
    school.authority.support_email = ""
    school.authority.save()
    answer = client_of(school, Role.DIGITAL_LEAD).post(
        address("request_transmit", school), headers=from_list(school, "div#request")
    )
    assert answer.status_code == 422
    assert "ajoutez-la dans les réglages" in answer.text
    assert "Le vidéoprojecteur" in answer.text


def test_what_was_typed_stays_when_it_is_refused(client_of, school):
    new_request(school)
    lead = client_of(school, Role.DIGITAL_LEAD)
    lead.post(address("request_transmit", school))
    answer = lead.post(address("transmission_refuse", school), {"reason": "non " * 120})
    assert answer.status_code == 422
    assert "non non non" in answer.text
    answer = lead.post(address("request_hold", school), {"until": "2026-12-01"})
    assert answer.status_code == 422
    assert "2026-12-01" in answer.text
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().waiting_until is None


def test_a_page_asks_few_questions(client_of, school, count_queries):
    new_request(school)
    lead = client_of(school, Role.DIGITAL_LEAD)
    with count_queries() as page:
        lead.get(address("request_page", school))
    assert len(page) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in page)


def test_an_address_that_is_none_is_nowhere(client_of, school):
    new_request(school)
    headers = from_list(school) | {"HX-Current-URL": "http://["}
    answer = client_of(school, Role.DIGITAL_LEAD).get(address("request_page", school), headers=headers)
    assert answer.status_code == 200
