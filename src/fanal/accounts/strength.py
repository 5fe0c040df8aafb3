"""How well did this session prove who is there, and how long ago?"""

import time

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

STRONG = "fanal_strong"
SINCE = "fanal_since"
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
