"""How often may agents call? Sixty times an hour each, 20 000 times an hour for one address.

An agent calls twice a day, and chooses its own identifier: a loop, or a leaked address, must not fill the
school's inventory. Counted in the database. And how many unknown machines may wait?
"""

from datetime import datetime, timedelta

from django.db import connection

from fanal.inventory.models import AgentVisit, Machine

CALLS_AN_HOUR = 60
CALLS_OF_A_SCHOOL = 20_000
TOO_MANY = f"L’adresse de cet établissement reçoit plus de {CALLS_OF_A_SCHOOL} rapports par heure : attendez."
HOUR = timedelta(hours=1)
KEPT = timedelta(days=2)
MOST_UNKNOWN = 10_000

COUNT = """
WITH mine AS (
  INSERT INTO visits AS v (school_id, device_id, since, calls) VALUES (%(school)s, %(device)s, %(now)s, 1)
  ON CONFLICT (school_id, device_id) DO UPDATE SET
    calls = CASE WHEN v.since <= %(ago)s THEN 1 ELSE v.calls + 1 END,
    since = CASE WHEN v.since <= %(ago)s THEN excluded.since ELSE v.since END
  WHERE v.since <= %(ago)s OR v.calls < %(most)s RETURNING calls)
SELECT (SELECT calls FROM mine), coalesce(sum(calls), 0)
  FROM visits WHERE school_id = %(school)s AND since > %(ago)s
""".replace("visits", AgentVisit._meta.db_table)


class TooOften(Exception):
    """This agent must wait; `seconds` until it may call again."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.seconds = seconds


def count_call(school_id: int, device_id: str, *, now: datetime) -> None:
    """Count one call of this agent; TooOften past its limit, or the school's. One statement, and no lock that
    two agents of one school would share."""
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT,
            {"school": school_id, "device": device_id, "now": now, "ago": now - HOUR, "most": CALLS_AN_HOUR},
        )
        mine, all_calls = cursor.fetchone()
    if all_calls >= CALLS_OF_A_SCHOOL:
        raise TooOften(TOO_MANY, int(HOUR.total_seconds()))
    if mine is None:
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
