"""Signing in with two proofs: codes of an application, recovery codes, and what stops guessing."""

import time

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from fanal.accounts.actions.account import forget_second_proofs
from fanal.accounts.models import Membership
from fanal.accounts.models.member import Actor, system
from fanal.accounts.models.roles import Role, System
from fanal.accounts.tests.factories import member_of
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.core.testing import ForgetfulClient

PASSWORD = "Un-Phare-Sur-La-Jetée-42"
CODE_SECONDS = 30


@pytest.fixture(autouse=True)
def _nobody_tried_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _a_code_has_just_appeared():
    """A code lives half a minute: a test that began at its last second would send it too late."""
    with time_machine.travel(time.time() // CODE_SECONDS * CODE_SECONDS + 1, tick=True):
        yield


@pytest.fixture
def lead(school) -> Membership:
    with scope(school):
        made = member_of(school, Role.DIGITAL_LEAD)
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


def sign_in(user, password=PASSWORD, **headers) -> tuple[ForgetfulClient, int]:
    """A new browser after one try, and the status it was answered."""
    browser = ForgetfulClient()
    answer = browser.post(reverse("account_login"), {"login": user.email, "password": password}, **headers)
    return browser, answer.status_code


def code_of(secret: str) -> str:
    """What the application shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def home(school) -> str:
    return reverse("web:home", args=[school.uai])


def enrol(lead) -> tuple[ForgetfulClient, str]:
    browser, _ = sign_in(lead.user)
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302, answer.text
    return browser, secret


def later(seconds: int):
    """The same code is never taken twice: the next one comes half a minute later."""
    return time_machine.travel(time.time() + seconds, tick=True)


@pytest.mark.django_db(transaction=True)
def test_enrolling_gives_the_second_proof_and_keeps_no_readable_secret(lead, school):
    browser, secret = enrol(lead)
    assert browser.get(home(school)).status_code == 200
    kept = Authenticator.objects.get(user=lead.user, type="totp").data["secret"]
    assert secret not in kept
    assert get_adapter().decrypt(kept) == secret


def test_the_password_alone_opens_nothing_once_a_factor_is_there(lead, school):
    enrol(lead)
    browser, _ = sign_in(lead.user)
    assert browser.get(home(school)).status_code == 302
    assert "_auth_user_id" not in browser.session
    assert browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert browser.get(home(school)).status_code == 302


def test_the_code_of_the_application_opens_and_serves_once(lead, school):
    _, secret = enrol(lead)
    with later(60):
        code = code_of(secret)
        browser, _ = sign_in(lead.user)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert browser.get(home(school)).status_code == 200
        again, _ = sign_in(lead.user)
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert again.get(home(school)).status_code == 302


def test_a_recovery_code_opens_once(lead, school):
    browser, _ = enrol(lead)
    codes = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    browser, _ = sign_in(lead.user)
    browser.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert browser.get(home(school)).status_code == 200
    again, _ = sign_in(lead.user)
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert again.get(home(school)).status_code == 302
    kept = Authenticator.objects.get(user=lead.user, type="recovery_codes")
    assert not any(code in str(kept.data) for code in codes)


def test_guessing_a_code_is_stopped_even_for_the_right_one(lead, school):
    _, secret = enrol(lead)
    with later(60):
        browser, _ = sign_in(lead.user)
        for guess in range(6):
            browser.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"})
        browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert browser.get(home(school)).status_code == 302


def test_a_new_password_ends_the_other_sessions(lead, school):
    elsewhere, _ = enrol(lead)
    with later(60):
        here, _ = sign_in(lead.user)
        secret = get_adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"])
        here.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        new = "Une-Barque-Sous-La-Lune-17"
        sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        assert here.post(reverse("account_change_password"), sent).status_code == 302
        assert elsewhere.get(home(school)).status_code == 302


def test_a_connection_is_closed_from_the_list_of_devices(lead, school):
    elsewhere, _ = enrol(lead)
    with later(60):
        here, _ = sign_in(lead.user)
        secret = get_adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"])
        here.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        here.post(reverse("usersessions_list"))
        assert here.get(home(school)).status_code == 200
        assert elsewhere.get(home(school)).status_code == 302


def test_whoever_lost_every_proof_starts_again_with_the_password(lead, school):
    open_still, _ = enrol(lead)
    by = system(System.SETUP)
    forget_second_proofs(lead.user, by=by)
    assert open_still.get(home(school)).status_code == 302
    browser, _ = sign_in(lead.user)
    answer = browser.get(home(school))
    assert answer.url.startswith(reverse("mfa_index"))
    with scope(school):
        entry = JournalEntry.objects.for_school(school).get(verb="accounts.second_factor_reset")
    assert (entry.chain, entry.author) == ("security", by.reference)
    with pytest.raises(RuleBroken, match="pas la double authentification"):
        forget_second_proofs(lead.user, by=by)


def test_nobody_of_a_school_forgets_the_proofs_of_another(lead):
    enrol(lead)
    with pytest.raises(NotAllowed):
        forget_second_proofs(lead.user, by=Actor("person:1", "Chef", frozenset({Role.HEAD})))
