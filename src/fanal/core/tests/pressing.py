"""Several people who press at the same second, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from fanal.core.errors import Refused
from fanal.core.tenancy import scope


def at_once(school, *gestures):
    """What each of these simultaneous presses got: « done » or « refused »."""

    def press(gesture):
        try:
            with scope(school):
                gesture()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(gestures)) as people:
        return sorted(people.map(press, gestures))
