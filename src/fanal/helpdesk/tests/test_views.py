"""The pages of requests, as each person meets them."""

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory


def ask(browser, school, **words):
    given = {"text": "Écran noir", "kind": "projector", "urgency": "blocked"} | words
    return browser.post(reverse("helpdesk:request_ask", args=[school.uai]), given)


def test_a_teacher_asks_and_sees_the_number(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    answer = ask(teacher, school)
    assert answer.status_code == 302
    page = teacher.get(answer.url)
    assert "Demande n°\u00a01" in page.text
    assert "Écran noir" in page.text


def test_a_text_too_long_is_refused_whole_and_never_cut(client_of, school):
    """A newcomer, November 2026: the browser cut a long paste without a word."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        help_request = HelpRequestFactory(school=school, requester=teacher.membership.person)
    page = teacher.get(reverse("helpdesk:request_page", args=[school.uai, help_request.number])).text
    (area,) = html.fromstring(page).xpath("//textarea[@name='text']")
    assert (area.get("maxlength"), area.get("data-longest")) == (None, "8000")
    reply = reverse("helpdesk:request_reply", args=[school.uai, help_request.number])
    refused = teacher.post(reply, {"text": "é" * 8001})
    assert refused.status_code == 422
    assert "8001" in refused.text
    assert "é" * 8001 in refused.text


def test_a_form_sent_twice_makes_one_request(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    key = "k" * 24
    first, second = ask(teacher, school, key=key), ask(teacher, school, key=key)
    assert first.url == second.url
    with scope(school):
        assert HelpRequest.objects.for_school(school).count() == 1


def test_one_person_has_one_name_in_the_thread(client_of, school):
    """A newcomer, November 2026: « M. Wilson » wrote first, « Thomas Wilson » then."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        person = teacher.membership.person
        person.civility, person.given_name, person.family_name = "M.", "Thomas", "Wilson"
        person.save()
        help_request = HelpRequestFactory(school=school, requester=person)
    teacher.post(
        reverse("helpdesk:request_reply", args=[school.uai, help_request.number]), {"text": "Alors ?"}
    )
    page = teacher.get(reverse("helpdesk:request_page", args=[school.uai, help_request.number])).text
    authors = html.fromstring(page).xpath("//*[contains(@class, 'thread')]//b/text()")
    assert {"Thomas Wilson"} == set(authors)


def test_an_empty_sentence_is_asked_again_and_nothing_is_lost(client_of, school):
    answer = ask(client_of(school, Role.TEACHER), school, text=" ", kind="printer")
    assert answer.status_code == 422
    assert "Dites en une phrase" in answer.text
    assert html.fromstring(answer.text).xpath("//input[@name='kind' and @checked]/@value") == ["printer"]


def test_the_lead_takes_then_solves_and_the_teacher_confirms(client_of, school):
    teacher, lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
    ask(teacher, school)
    for verb in ("request_take", "request_solve"):
        assert lead.post(reverse(f"helpdesk:{verb}", args=[school.uai, 1])).status_code == 302
    page = reverse("helpdesk:request_page", args=[school.uai, 1])
    assert "Oui, ça remarche" in words_of(teacher.get(page).text)
    handled = words_of(lead.get(page).text)  # it is not theirs to say that it works
    assert "dira si ça remarche" in handled
    assert "Oui, ça remarche" not in handled
    teacher.post(reverse("helpdesk:request_close", args=[school.uai, 1]))
    with scope(school):
        assert HelpRequest.objects.for_school(school).get().state == "closed"


def test_a_teacher_cannot_take_a_request(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    ask(teacher, school)
    answer = teacher.post(reverse("helpdesk:request_take", args=[school.uai, 1]))
    assert answer.status_code == 403
    assert "n’est pas prévu pour vous" in answer.text


def test_a_colleague_does_not_see_it(client_of, school):
    ask(client_of(school, Role.TEACHER), school)
    other = client_of(school, Role.TEACHER)
    assert other.get(reverse("helpdesk:request_page", args=[school.uai, 1])).status_code == 404


def test_a_note_stays_between_those_who_handle(client_of, school):
    teacher, lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
    ask(teacher, school)
    reply = reverse("helpdesk:request_reply", args=[school.uai, 1])
    lead.post(reply, {"text": "Câble HDMI mort", "audience": "team"})
    page = reverse("helpdesk:request_page", args=[school.uai, 1])
    assert "Câble HDMI mort" in lead.get(page).text
    assert "Câble HDMI mort" not in teacher.get(page).text


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
def test_an_impossible_gesture_says_why(client_of, school, htmx):
    teacher, lead = client_of(school, Role.TEACHER), client_of(school, Role.DIGITAL_LEAD)
    ask(teacher, school)
    headers = {"HX-Request": "true"} if htmx else {}
    close = reverse("helpdesk:request_close", args=[school.uai, 1])
    lead.post(close)
    answer = lead.post(close, headers=headers)
    assert answer.status_code == 403
    assert "n’est plus possible" in answer.text


def test_the_list_costs_the_same_for_1_and_20_requests(client_of, school, count_queries):
    lead = client_of(school, Role.DIGITAL_LEAD)
    address = reverse("helpdesk:request_list", args=[school.uai])
    with scope(school):
        HelpRequestFactory(school=school)
    with count_queries() as one:
        lead.get(address)
    with scope(school):
        HelpRequestFactory.create_batch(19, school=school)
    with count_queries() as twenty:
        lead.get(address)
    assert len(one) == len(twenty)
    assert len(twenty) <= 14, "\n".join(query["sql"][:150] for query in twenty)


def test_a_technician_finds_on_the_home_page_what_is_expected(school):
    from datetime import date

    from fanal.accounts.models import PartnerMembership, User
    from fanal.accounts.testing import signed_in

    user = User.objects.create(email="technicien@departement.invalid", password="!")
    partner = PartnerMembership.objects.create(
        user=user, authority=school.authority, name="M. Vidal", role="technician", valid_from=date(2024, 9, 1)
    )
    with scope(school):
        HelpRequestFactory(school=school, text="Wi-Fi lent", state="waiting", waiting_for="authority")
        HelpRequestFactory(school=school, text="Câble arraché")
    page = signed_in(partner).get(reverse("web:home", args=[school.uai])).text
    assert "Wi-Fi lent" in page
    assert "Câble arraché" not in page


def test_a_search_that_finds_nothing_in_a_view_leads_to_all_of_them(client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    page = lead.get(reverse("helpdesk:request_list", args=[school.uai]), {"q": "ça & là"}).text
    assert "Aucune demande de cette vue ne contient" in page
    assert "?vue=toutes&amp;q=%C3%A7a%20%26%20l%C3%A0" in page


def test_the_page_of_a_request_says_that_a_lesson_is_blocked(client_of, school):
    with scope(school):
        HelpRequestFactory(school=school, urgency="blocked")
    page = (
        client_of(school, Role.DIGITAL_LEAD).get(reverse("helpdesk:request_page", args=[school.uai, 1])).text
    )
    assert "Bloque un cours" in page
    assert "à l’instant" in page


def test_not_yet_on_the_page_leaves_a_line(client_of, school):
    """A newcomer, November 2026: « Non, pas encore » changed the step, and the thread said nothing."""
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        help_request = HelpRequestFactory(school=school, requester=teacher.membership.person, state="solved")
    address = reverse("helpdesk:request_page", args=[school.uai, help_request.number])
    assert "Qu’est-ce qui ne va pas" in teacher.get(address).text
    teacher.post(reverse("helpdesk:request_reopen", args=[school.uai, help_request.number]), {"text": ""})
    assert "Non, pas encore." in teacher.get(address).text
