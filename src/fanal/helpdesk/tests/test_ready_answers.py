"""Answers by kind with the name and an hour, and what a line of the desk shows (December § 4.2)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from lxml import html

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.helpdesk.models import Follower, RequestFile
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.ready_answers import next_visit, ready_answers, when_in_words
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.year.rules.delays import OFFICE_DAYS

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-12-01 08:36", "vers 9 h"),
        ("2026-12-01 10:12", "vers 10 h 30"),
        ("2026-12-01 10:15", "vers 10 h 30"),
        ("2026-12-01 10:16", "vers 11 h"),
        ("2026-12-01 06:00", "vers 8 h"),
        ("2026-12-01 17:15", "vers 17 h 30"),
        ("2026-12-01 17:20", "demain à 8 h"),
        ("2026-12-01 23:50", "demain à 8 h"),
        ("2026-12-04 18:00", "lundi 7 décembre à 8 h"),
        ("2026-12-05 10:00", "lundi 7 décembre à 8 h"),
    ],
)
def test_the_next_hour_at_which_somebody_may_come(now, words):
    local = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    assert when_in_words(next_visit(local, OFFICE_DAYS), local) == words


@pytest.mark.parametrize("kind", list(RequestKind))
def test_each_kind_has_an_answer_with_a_name_and_an_hour(kind):
    for answer in ready_answers(kind, "M. Wilson", "vers 10 h 30"):
        assert answer.text.startswith("Bonjour M. Wilson,\n\n")
        assert "{" not in answer.label + answer.text
    assert any("vers 10 h 30" in answer.text for answer in ready_answers(kind, "M. Wilson", "vers 10 h 30"))


@pytest.fixture
def request_of_wilson(school):
    with scope(school):
        who = PersonFactory(school=school, civility="M.", family_name="Wilson")
        return HelpRequestFactory(school=school, requester=who)


def test_without_javascript_a_ready_answer_is_a_link_that_fills_the_form(lead, school, request_of_wilson):
    address = reverse("helpdesk:request_page", args=[school.uai, request_of_wilson.number])
    page = html.fromstring(lead.get(address).text)
    links = page.xpath("//a[@data-fill]")
    assert len(links) == 2
    for link in links:
        filled = html.fromstring(
            lead.get(address + link.get("href").removeprefix(address).split("#")[0]).text
        )
        (area,) = filled.xpath("//textarea[@name='text' and @data-key='r']")
        assert area.text_content().strip() == link.get("data-fill")
        assert not filled.find_class("errors")
    for nonsense in ("0", "9", "x", "9" * 40):
        assert lead.get(address, {"reponse": nonsense}).status_code == 200


def test_whoever_asked_has_no_ready_answer(client_of, school):
    teacher = client_of(school, Role.TEACHER)
    with scope(school):
        own = HelpRequestFactory(school=school, requester=teacher.membership.person)
    page = teacher.get(reverse("helpdesk:request_page", args=[school.uai, own.number]), {"reponse": "1"}).text
    assert "data-fill" not in page
    assert "Je passe" not in page


def test_a_line_shows_the_photo_and_who_else_waits(lead, school, request_of_wilson):
    with scope(school):
        plain = HelpRequestFactory(school=school, text="Sans rien")
        for _ in range(2):
            follower = PersonFactory(school=school)
            Follower.objects.create(school=school, help_request=request_of_wilson, person=follower)
        photo = {"name": "p.jpg", "mime": "image/jpeg", "size": 9, "sha256": "b" * 64, "is_picture": True}
        RequestFile.objects.create(school=school, help_request=request_of_wilson, **photo)
        RequestFile.objects.create(school=school, help_request=plain, **(photo | {"is_picture": False}))
    list_page = reverse("helpdesk:request_list", args=[school.uai])
    page = html.fromstring(lead.get(list_page).text)
    row, other = (page.get_element_by_id(f"demande-{each.number}") for each in (request_of_wilson, plain))
    assert "+2 personnes" in words_of(row.text_content())
    assert "Avec une photo" in words_of(row.text_content())
    assert "personne" not in other.text_content()
    assert "photo" not in other.text_content()
    pane = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{list_page}", "HX-Target": "request"}
    taken = lead.post(
        reverse("helpdesk:request_take", args=[school.uai, request_of_wilson.number]), headers=pane
    )
    assert "+2" in taken.text.split("hx-swap-oob")[1]
