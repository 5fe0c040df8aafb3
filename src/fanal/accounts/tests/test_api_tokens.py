"""Tokens of the API: who may make one, what is kept of it, and every way in which it stops."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions.token import make_token
from fanal.accounts.models import ApiToken, Membership, PartnerMembership, User
from fanal.accounts.models.member import find_member
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.tokens import refusals
from fanal.accounts.tests.tokens import token_for
from fanal.core.clock.testing import today
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.journal.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import MOST_QUERIES

FORM = {"name": "Tableau de bord", "may": "read", "days": "90"}


def page(name, school, *args):
    return reverse(f"tokens:{name}", args=[school.uai, *args])


def text_in(answer) -> str:
    return answer.text.split('id="token-text"')[1].split('value="')[1].split('"')[0]


def answer_to(client, school, text, path="health", **more):
    return client.get(f"/e/{school.uai}/api/v1/{path}", headers={"Authorization": f"Bearer {text}"}, **more)


@pytest.mark.parametrize(
    ("days", "standing", "refused"),
    [
        pytest.param(365, 0, False, id="one year"),
        pytest.param(366, 0, True, id="more than a year"),
        pytest.param(0, 0, True, id="no time at all"),
        pytest.param(30, 9, False, id="the tenth"),
        pytest.param(30, 10, True, id="the eleventh"),
    ],
)
def test_refusals(days, standing, refused):
    assert bool(refusals(days=days, standing=standing)) is refused


def test_a_token_is_shown_once_and_only_its_digest_is_kept(client_of, school, client):
    browser = client_of(school, Role.DIGITAL_LEAD)
    text = text_in(browser.post(page("token_make", school), FORM))
    assert text.startswith(f"fanal_{school.uai}_")
    assert text not in browser.get(page("token_list", school)).text
    assert "Tableau de bord" in browser.get(page("token_list", school)).text
    with scope(school):
        token = ApiToken.objects.for_school(school).get()
        entry = JournalEntry.objects.for_school(school).get(verb="accounts.token_made")
    assert len(token.digest) == 32
    assert entry.chain == "security"
    assert text not in entry.payload
    content = answer_to(client, school, text).json()
    assert (content["status"], content["roles"], content["is_read_only"]) == ("ok", ["digital_lead"], True)
    with scope(school):
        assert ApiToken.objects.for_school(school).get().last_used_on == today()


def test_the_form_sent_twice_makes_one_token(client_of, school):
    browser = client_of(school, Role.HEAD)
    for _ in range(2):
        answer = browser.post(page("token_make", school), FORM | {"key": "k" * 20}, follow=True)
    assert "n’est montré qu’une fois" in answer.text
    with scope(school):
        assert ApiToken.objects.for_school(school).count() == 1


def test_making_one_asks_again_for_the_second_proof(client_of, school):
    browser = client_of(school, Role.HEAD)
    session = browser.session
    session["fanal_since"] -= 3700
    session.save()
    assert "/compte/" in browser.post(page("token_make", school), FORM).url


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STAFF])
def test_a_teacher_never_has_a_token(client_of, school, role, client):
    browser = client_of(school, role)
    assert browser.get(page("token_list", school)).status_code == 403
    assert browser.post(page("token_make", school), FORM).status_code == 403
    with pytest.raises(NotAllowed):
        token_for(browser.membership)


def test_a_token_holds_a_year_at_most_whoever_writes_it(client_of, school):
    token, _ = token_for(client_of(school, Role.HEAD).membership)
    with scope(school), pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.for_school(school).filter(pk=token.pk).update(
            expires_on=today() + timedelta(days=366)
        )


def test_the_eleventh_token_is_refused(client_of, school):
    membership = client_of(school, Role.HEAD).membership
    for _ in range(10):
        token_for(membership)
    with pytest.raises(RuleBroken, match="10 jetons"):
        token_for(membership)


def revoked(token, membership):
    ApiToken.objects.for_school(token.school_id).update(revoked_at=timezone.now())


def expired(token, membership):
    past = today() - timedelta(days=1)
    ApiToken.objects.for_school(token.school_id).update(made_on=past, expires_on=past)


def ended(token, membership):
    Membership.objects.filter(user=membership.user).update(valid_until=today() - timedelta(days=1))


def lost_role(token, membership):
    Membership.objects.filter(user=membership.user).update(roles=[Role.TEACHER])


def closed_account(token, membership):
    User.objects.filter(pk=membership.user_id).update(is_active=False)


def handed_on(token, membership):
    Membership.objects.filter(user=membership.user).update(user=None)


@pytest.mark.parametrize("end", [revoked, expired, ended, lost_role, closed_account, handed_on])
def test_a_token_stops_at_once(client_of, school, client, end):
    membership = client_of(school, Role.BURSAR).membership
    token, text = token_for(membership)
    assert answer_to(client, school, text).status_code == 200
    with scope(school):
        end(token, membership)
    answer = answer_to(client, school, text)
    assert answer.status_code == 401
    assert answer.content == answer_to(client, school, "").content


def test_a_token_never_opens_more_than_its_holder_has_today(client_of, school, client):
    membership = client_of(school, Role.HEAD).membership
    _, text = token_for(membership)
    with scope(school):
        Membership.objects.filter(user=membership.user).update(roles=[Role.BURSAR, Role.TEACHER])
    assert answer_to(client, school, text).json()["roles"] == ["bursar", "teacher"]


def test_a_token_of_another_school_finds_nothing(client_of, school, elsewhere, client):
    _, text = token_for(client_of(school, Role.HEAD).membership)
    assert answer_to(client, elsewhere, text).status_code == 404
    swapped = text.replace(school.uai, elsewhere.uai)
    assert answer_to(client, elsewhere, swapped).status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer fanal_0990001A_" + "x" * 43]
)
def test_without_a_good_token_the_answer_is_always_the_same(school, client, header):
    bare = client.get(f"/e/{school.uai}/api/v1/health")
    answer = client.get(f"/e/{school.uai}/api/v1/health", headers={"Authorization": header})
    assert (answer.status_code, answer.content) == (401, bare.content)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/e/0000000A/api/v1/health").content == bare.content


def test_a_session_opens_nothing_here(client_of, school):
    assert client_of(school, Role.HEAD).get(f"/e/{school.uai}/api/v1/health").status_code == 401


def test_a_token_opens_no_page(client_of, school, client):
    _, text = token_for(client_of(school, Role.HEAD).membership)
    answer = client.get(f"/e/{school.uai}/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 302


def test_one_token_is_limited_by_the_minute(client_of, school, client):
    _, text = token_for(client_of(school, Role.HEAD).membership)
    with scope(school):
        ApiToken.objects.for_school(school).update(calls=120, calls_since=timezone.now())
    answer = answer_to(client, school, text)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    with scope(school):
        ApiToken.objects.for_school(school).update(calls_since=timezone.now() - timedelta(seconds=61))
    assert answer_to(client, school, text).status_code == 200


def test_wrong_tokens_of_one_address_are_quieted_but_good_ones_pass(client_of, school, client, monkeypatch):
    monkeypatch.setattr("fanal.accounts.sign_in.token_auth.MISSES", 2)
    _, text = token_for(client_of(school, Role.HEAD).membership)
    statuses = [answer_to(client, school, "no", REMOTE_ADDR="192.0.2.9").status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
    assert answer_to(client, school, text, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_whoever_oversees_stops_anyone_s_token_others_only_their_own(client_of, school, client):
    bursar, head = client_of(school, Role.BURSAR), client_of(school, Role.HEAD)
    token, text = token_for(bursar.membership)
    other, _ = token_for(head.membership)
    assert bursar.post(page("token_revoke", school, other.pk)).status_code == 404
    assert head.post(page("token_revoke", school, token.pk)).status_code == 302
    assert answer_to(client, school, text).status_code == 401
    again = head.post(page("token_revoke", school, token.pk), follow=True)
    assert "n’est plus possible ici" in again.text
    assert "Voir où on en est" in again.text


def test_a_technician_s_token_ends_with_the_partnership(school, client):
    user = User.objects.create(email="technicien@departement.invalid", password="!")
    partner = PartnerMembership.objects.create(
        user=user, name="Sami", role=Role.TECHNICIAN, authority=school.authority, valid_from=date(2020, 9, 1)
    )
    with scope(school):
        member = find_member(user, school.uai, timezone.now())
        _, text = make_token(member, name="GLPI", days=30, is_read_only=True, today=today(), by=member.actor)
    assert answer_to(client, school, text).json()["roles"] == ["technician"]
    PartnerMembership.objects.filter(pk=partner.pk).update(valid_until=today() - timedelta(days=1))
    assert answer_to(client, school, text).status_code == 401


def test_the_list_costs_the_same_for_1_and_10_tokens(client_of, school, count_queries):
    browser = client_of(school, Role.HEAD)
    token_for(browser.membership)
    browser.get(page("token_list", school))
    with count_queries() as one:
        browser.get(page("token_list", school))
    for _ in range(9):
        token_for(browser.membership)
    with count_queries() as ten:
        browser.get(page("token_list", school))
    assert len(one) == len(ten) <= MOST_QUERIES
