"""Who visits the measured pages: people of the large data set, signed in with both proofs."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from bench import large
from fanal.accounts.models import Membership, Person, User
from fanal.accounts.sign_in import demonstration, session_assurance
from fanal.core.mail.models import Mail
from fanal.core.tenancy import scope

SCHOOL = 100  # the measured one
ASKERS = 96  # enough schools that no référent reaches the number of automatic mails an hour that may leave


@dataclass(frozen=True)
class Visitor:
    """A browser: the pages of its school, its cookies as one header, the token of its forms."""

    home: str
    cookies: str
    token: str


def lead() -> Visitor:
    """The référent of the measured school."""
    return _signed_in("lead@banc.invalid", SCHOOL, "digital_lead", rank=0)


def head() -> Visitor:
    """The head of the measured school."""
    return _signed_in("head@banc.invalid", SCHOOL, "head", rank=2)


def askers() -> list[Visitor]:
    """A teacher in each of many schools; each request promises a mail to the référent of its school."""
    schools = range(SCHOOL + 1, SCHOOL + 1 + ASKERS)
    for school in schools:
        with scope(school):
            Mail.objects.for_school(school).delete()  # those of an earlier measure count for the hour
        _signed_in(f"lead{school}@banc.invalid", school, "digital_lead", rank=0)
    return [_signed_in(f"teacher{school}@banc.invalid", school, "teacher", rank=1) for school in schools]


def _signed_in(email: str, school: int, role: str, *, rank: int) -> Visitor:
    """The `rank`th person of this school with this role."""
    user, is_new = User.objects.get_or_create(email=email, defaults={"password": "!"})
    with scope(school):
        if is_new:
            Membership.objects.create(
                school_id=school,
                person=Person.objects.for_school(school).order_by("pk")[rank],
                user=user,
                roles=[role],
                valid_from="2024-09-01",
            )
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), demonstration.BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[session_assurance.STRONG], session[session_assurance.SINCE] = True, int(time.time())
    session.save()
    token = _get_new_csrf_string()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Visitor(f"/e/{large.uai(school)}/", header, token)
