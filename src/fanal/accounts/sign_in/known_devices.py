"""Has this account already opened this browser? A signed cookie, for thirty days after the last sign-in.

It opens nothing: it only keeps whoever uses their own browser from waiting because a stranger is guessing.
It names no account: a digest of each address that signed in here, ten at most (a shared computer).
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

SALT = "fanal.known-device"
LASTS, MOST_ACCOUNTS = 30 * 24 * 3600, 10


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:20]


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """The browser's own word and the accounts it opened; empty when the cookie is missing, old or altered."""
    try:
        kept = signing.loads(request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return "", []
    return kept["browser"], kept["accounts"]


def known_browser(request: HttpRequest, email: str) -> str:
    """This browser's word when this address has signed in here before, empty otherwise."""
    browser, accounts = _read(request)
    return browser if _digest(email) in accounts else ""


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Leave the cookie on the answer of a sign-in."""
    browser, accounts = _read(request)
    mine = _digest(email)
    kept = {
        "browser": browser or get_random_string(20),
        "accounts": [mine, *(other for other in accounts if other != mine)][:MOST_ACCOUNTS],
    }
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
