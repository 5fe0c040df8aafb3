"""An edge: how tries of a password are counted, before the password is read (`rules.slowing`).

An address without account is counted as any other: nothing tells them apart.
"""

import time
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from fanal.accounts.actions.security_log import address_of
from fanal.accounts.rules.fair_use import network_of
from fanal.accounts.rules.slowing import (
    FORGOTTEN_AFTER,
    FROM_EVERYWHERE,
    FROM_ONE_ADDRESS,
    FROM_ONE_PLACE,
    Pace,
)
from fanal.accounts.sign_in.known_devices import known_browser
from fanal.core.http.limits import Tries, one_try

ADDRESS_FORGOTTEN_AFTER = 600  # seconds without a try: a whole school may stand behind one address
CHOSEN_AGAIN = "chosen-again"  # kept as long as tries are remembered
HOUR = 3600
LETTERS_FROM_ONE_PLACE, LETTERS_IN_ALL = (
    5,
    30,
)  # an hour, to one mailbox, to choose again


@dataclass(frozen=True)
class TryCount:
    """Under which key, at which pace, and after how many seconds without a try it is forgotten."""

    key: str
    pace: Pace
    memory: int = FORGOTTEN_AFTER


def _key(*words: str) -> str:
    return "tries:" + salted_hmac("fanal.tries", "|".join(words), algorithm="sha256").hexdigest()[:40]


def _place_of(request: HttpRequest) -> str:
    """An IPv6 subscriber has a whole network of addresses: it is one place."""
    return network_of(address_of(request))


def _counts(request: HttpRequest, email: str) -> list[TryCount]:
    account, address = email.lower(), _place_of(request)
    if browser := known_browser(request, account):
        return [TryCount(_key("browser", account, browser), FROM_ONE_PLACE)]
    here = TryCount(_key("place", account, address), FROM_ONE_PLACE)
    if cache.get(_key(CHOSEN_AGAIN, account, address)):
        return [here]
    return [
        here,
        TryCount(_key("account", account), FROM_EVERYWHERE),
        TryCount(_key("address", address), FROM_ONE_ADDRESS, ADDRESS_FORGOTTEN_AFTER),
    ]


def seconds_to_wait(request: HttpRequest, email: str) -> int:
    """0 when the password may be read now: the try is counted. Otherwise how long to wait."""
    now = time.time()
    for count in _counts(request, email):
        if wait := one_try(count.key, delay=count.pace.delay, now=now, memory=count.memory):
            return wait
    return 0


def forgive(request: HttpRequest, email: str) -> None:
    """The password was right: from here the count starts again, and elsewhere this try is taken back."""
    here, *everywhere = _counts(request, email)
    cache.delete(here.key)
    for count in everywhere:
        tries: Tries | None = cache.get(count.key)
        if tries is not None:
            cache.set(count.key, (max(tries[0] - 1, 0), 0.0), count.memory)


def expect_owner(request: HttpRequest, email: str) -> None:
    """The mailbox is theirs: from here, the tries of strangers elsewhere no longer slow them."""
    account = email.lower()
    cache.set(_key(CHOSEN_AGAIN, account, _place_of(request)), 1, FORGOTTEN_AFTER)
    cache.delete(_key("place", account, _place_of(request)))


def may_write_to(request: HttpRequest, email: str) -> bool:
    """Whether one more letter may leave to this address, asked from here; it is counted.

    By place first: a stranger spends their own share, and the owner elsewhere still gets a letter. All places
    together are bounded too, for the mailbox, but a browser that the account has opened keeps its share.
    """
    account = email.lower()
    browser = known_browser(request, account)
    here = _key("letters", account, browser or _place_of(request))
    if not _one_letter(here, LETTERS_FROM_ONE_PLACE):
        return False
    return bool(browser) or _one_letter(_key("letters", account), LETTERS_IN_ALL)


def _one_letter(key: str, most: int) -> bool:
    return not one_try(key, delay=lambda sent: HOUR * (sent >= most), now=time.time(), memory=HOUR)
