"""How well did this session prove who is there, and how long ago?"""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

STRONG = "fanal_strong"
SINCE = "fanal_since"
WAY_BACK = "fanal_way_back"
LIMIT_SECONDS = 12 * 3600


def mark_strong(request: HttpRequest) -> None:
    """This session has given two proofs; remember when."""
    request.session[STRONG] = True
    request.session[SINCE] = int(time.time())


def is_strong(request: HttpRequest) -> bool:
    """Two proofs, or one that is two by itself (a passkey), were given in this session."""
    if request.session.get(STRONG):
        return True
    records = get_authentication_records(request, request.user)
    if any(record.get("method") == "mfa" for record in records):
        mark_strong(request)
        return True
    return False


def is_too_old(request: HttpRequest) -> bool:
    """A session that sees other people's data lasts twelve hours from its proof."""
    since = request.session.get(SINCE)
    return since is not None and time.time() - since > LIMIT_SECONDS


def listen() -> None:
    """Enrolling a second proof gives it: the password was proven just before (`adapters`)."""
    mfa.authenticator_added.connect(_enrolled, weak=False)


def _enrolled(request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        mark_strong(request)


def come_back_here(request: HttpRequest) -> None:
    """Remember the page that asks for a second proof; the pages of sign-in do not carry it."""
    if request.method == "GET":
        request.session[WAY_BACK] = request.path


def way_back(request: HttpRequest) -> str:
    """The page that asked for a second proof, once it was given; empty when none did."""
    return str(request.session.pop(WAY_BACK, "")) if is_strong(request) else ""
