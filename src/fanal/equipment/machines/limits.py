"""How often may one agent call? Sixty times an hour, counted in the database; and how many unknown machines?

An agent calls twice a day. A loop, or a leaked address, must not fill the school's inventory.
"""

from datetime import datetime, timedelta

from django.db import connection

from fanal.equipment.models import AgentVisit, Machine

CALLS_AN_HOUR = 60
HOUR = timedelta(hours=1)
KEPT = timedelta(days=2)
MOST_UNKNOWN = 10_000


class TooOften(Exception):
    """This agent must wait; `seconds` until it may call again."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.seconds = seconds


def count_call(school_id: int, device_id: str, *, now: datetime) -> None:
    """Count one call of this agent; TooOften past the limit. One statement, atomic between two calls."""
    table = AgentVisit._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" AS v (school_id, device_id, since, calls) VALUES (%s, %s, %s, 1) '
            "ON CONFLICT (school_id, device_id) DO UPDATE SET "
            "calls = CASE WHEN v.since <= %s THEN 1 ELSE v.calls + 1 END, "
            "since = CASE WHEN v.since <= %s THEN excluded.since ELSE v.since END "
            "WHERE v.since <= %s OR v.calls < %s RETURNING calls",
            [school_id, device_id, now, now - HOUR, now - HOUR, now - HOUR, CALLS_AN_HOUR],
        )
        if cursor.fetchone() is not None:
            return
    since = AgentVisit.objects.for_school(school_id).get(device_id=device_id).since
    seconds = max(1, int((since + HOUR - now).total_seconds()) + 1)
    raise TooOften(f"Cet agent appelle plus de {CALLS_AN_HOUR} fois par heure : qu’il attende.", seconds)


def make_room_for_a_new_machine(school_id: int, number: int) -> None:
    """TooOften when too many machines already wait for somebody to look at them.

    `number` is the new one's: below the limit there cannot be too many, and nothing is counted.
    """
    if number <= MOST_UNKNOWN:
        return
    unknown = Machine.objects.for_school(school_id).filter(state__in=["new", "to_check"])
    if unknown.count() >= MOST_UNKNOWN:
        sentence = f"{MOST_UNKNOWN} machines inconnues attendent déjà que quelqu’un les regarde."
        raise TooOften(sentence, int(HOUR.total_seconds()))
