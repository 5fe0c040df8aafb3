"""Several people who press at the same second, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from fanal.core.errors import Refused
from fanal.core.tenancy import scope

LONGEST_WAIT = 10  # seconds until all of them are there


def refusals_at_once(school: Any, *gestures: Callable[[], object]) -> list[str]:
    """The sentences of those of these simultaneous presses that were refused."""
    together = Barrier(len(gestures))

    def press(gesture: Callable[[], object]) -> str | None:
        try:
            together.wait(LONGEST_WAIT)
            with scope(school):
                gesture()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(gestures)) as people:
        return [refusal for refusal in people.map(press, gestures) if refusal is not None]


def at_once(school: Any, *gestures: Callable[[], object]) -> list[str]:
    """What each of these simultaneous presses got: « done » or « refused »."""
    refused = len(refusals_at_once(school, *gestures))
    return ["done"] * (len(gestures) - refused) + ["refused"] * refused
