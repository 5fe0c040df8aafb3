"""A program run wild waits; whoever works by hand never does (verified in November 2026, § 7, S9)."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.accounts.rules.fair_use import OF_A_PERSON, OF_AN_ADDRESS, Allowance, CountedUse
from fanal.accounts.sign_in import fair_use

FEW = {
    CountedUse.READ: Allowance(6, 60),
    CountedUse.WRITE: Allowance(3, 60),
    CountedUse.FILE: Allowance(2, 600),
}


@pytest.fixture
def few(monkeypatch):
    """Small limits, from zero."""
    monkeypatch.setattr(fair_use, "OF_A_PERSON", FEW)
    monkeypatch.setattr(fair_use, "OF_AN_ADDRESS", FEW)
    fair_use.forget_all()
    yield
    fair_use.forget_all()


def test_too_many_pages_are_a_429_that_says_when_to_come_back(few, client_of, school):
    teacher = client_of(school, Role.TEACHER)
    home = reverse("web:home", args=[school.uai])
    answers = [teacher.get(home) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429] * 2
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert "Réessayez dans" in answers[-1].text
    assert "Trop de pages" in answers[-1].text


def test_another_person_is_not_slowed(few, client_of, school):
    home = reverse("web:home", args=[school.uai])
    first, second = client_of(school, Role.TEACHER), client_of(school, Role.TEACHER)
    for _ in range(8):
        first.get(home)
    assert second.get(home).status_code == 200


def test_too_many_forms_change_nothing(few, client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    ask = reverse("helpdesk:request_ask", args=[school.uai])
    assert [lead.post(ask, {}).status_code for _ in range(5)] == [422] * 3 + [429] * 2


def test_too_many_files_wait_and_pages_go_on(few, client_of, school):
    lead = client_of(school, Role.DIGITAL_LEAD)
    export = reverse("people:own_data", args=[school.uai])
    answers = [lead.get(export).status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]
    assert lead.get(reverse("web:home", args=[school.uai])).status_code == 200


def test_an_unknown_address_is_counted_by_itself(few, client):
    login = reverse("account_login")
    assert [client.get(login, REMOTE_ADDR="203.0.113.1").status_code for _ in range(7)][-1] == 429
    assert client.get(login, REMOTE_ADDR="203.0.113.2").status_code == 200


def test_a_refusal_costs_no_question_about_the_school(few, client_of, school, count_queries):
    """Only who is signed in is read: the session and its user."""
    teacher = client_of(school, Role.TEACHER)
    home = reverse("web:home", args=[school.uai])
    for _ in range(6):
        teacher.get(home)
    with count_queries() as queries:
        assert teacher.get(home).status_code == 429
    statements = [query["sql"] for query in queries]
    expected = ("django_session", "accounts_user", "set_config")  # the last is the test's own browser
    assert [sql for sql in statements if not any(word in sql for word in expected)] == []


def test_counting_adds_no_question_to_a_page(client_of, school, count_queries, settings):
    teacher, home, counts = client_of(school, Role.TEACHER), reverse("web:home", args=[school.uai]), []
    for is_counted in (True, False, True, False):
        settings.FAIR_USE = is_counted
        with count_queries() as queries:
            teacher.get(home)
        counts.append(len(queries))
    assert counts[2] == counts[3]


def test_a_fragment_and_a_program_are_told_in_their_own_form(few, client_of, technician_program, school):
    teacher = client_of(school, Role.TEACHER)
    home = reverse("web:home", args=[school.uai])
    for _ in range(7):
        answer = teacher.get(home, headers={"HX-Request": "true"})
    assert answer.status_code == 429
    assert "<html" not in answer.text
    for _ in range(7):
        answer = technician_program.get(f"/e/{school.uai}/api/v1/health")
    assert answer.status_code == 429
    assert answer.json()["status"] == 429


@pytest.mark.parametrize("limits", [OF_A_PERSON, OF_AN_ADDRESS])
def test_no_hand_reaches_the_limits(limits):
    """Five pages and one form a second, kept up for a minute."""
    assert limits[CountedUse.READ].most >= 300
    assert limits[CountedUse.WRITE].most >= 60


def test_one_ipv6_subscriber_is_one_address(few, client):
    login = reverse("account_login")
    statuses = [client.get(login, REMOTE_ADDR=f"2001:db8:0:1::{last:x}").status_code for last in range(1, 8)]
    assert statuses == [200] * 6 + [429]
    assert client.get(login, REMOTE_ADDR="2001:db8:0:2::1").status_code == 200


def test_too_many_recent_addresses_are_all_forgotten_at_once(few, client, monkeypatch):
    """Above the limit, each request went through all of them under the lock."""
    monkeypatch.setattr(fair_use, "MOST_KEYS", 5)
    for last in range(7):
        client.get(reverse("account_login"), REMOTE_ADDR=f"203.0.113.{last}")
    assert len(fair_use._counter) == 1
