"""Who is written to about a point: the head once with the lines, the référents once with the answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.agenda.actions.mailing import write_to
from fanal.core.http.addresses import address
from fanal.helpdesk.reading.team import holders_of
from fanal.helpdesk.rules.letters import Words
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.policies import point as policies
from fanal.missions.rules import point_letters
from fanal.missions.rules.point import QUIET_HOURS


def tell_management(point: WeekPoint, lines: list[PointLine], *, now: datetime, by: Actor) -> None:
    """The heads; a deputy where there is none. Never whoever sent it."""
    school = point.school
    heads = holders_of(Role.HEAD, school, now) or holders_of(Role.DEPUTY, school, now)
    words = point_letters.sent(str(point), [line.text for line in lines], by.name)
    people = [head for head in heads if head.pk != by.person_id]
    _write(school, people, words, f"point-{point.number}", now, needs_reader=True)


def tell_referents(point: WeekPoint, *, now: datetime, when_all: bool) -> bool:
    """Tell the answers given since the last mail; `when_all`: only once each line has its own."""
    lines = list(PointLine.objects.for_school(point.school_id).filter(point=point).order_by("pk"))
    given = [line for line in lines if line.answer]
    left, is_first = len(lines) - len(given), point.told_at is None
    if not given or (when_all and (left or not is_first)):
        return False
    words = point_letters.answered(str(point), [(line.text, line.answer, line.word) for line in given], left)
    people = holders_of(Role.DIGITAL_LEAD, point.school, now)
    key = f"point-{point.number}-reponses-{now:%Y%m%d%H%M}"
    _write(point.school, people, words, key, now, needs_reader=False)
    point.told_at = now
    point.save(update_fields=["told_at"])
    return True


@transaction.atomic
def send_answers(school: School, *, now: datetime, by: Actor) -> int:
    """Answers given a while ago, and not told yet: how many points. For the clock."""
    require(policies.tell_answers, by, None)
    count = 0
    for point in WeekPoint.objects.for_school(school).filter(closed_at=None, sent_at__isnull=False):
        locked = WeekPoint.objects.for_school(school).locked(point.pk)
        latest = (
            PointLine.objects.for_school(school)
            .filter(point=locked)
            .answered()
            .order_by("-answered_at")
            .first()
        )
        if latest is None or latest.answered_at > now - timedelta(hours=QUIET_HOURS):
            continue
        if locked.told_at is None or latest.answered_at > locked.told_at:
            count += tell_referents(locked, now=now, when_all=False)
    return count


def _write(
    school: School, people: Iterable[Person], words: Words, key: str, now: datetime, *, needs_reader: bool
) -> None:
    page = f"{settings.PUBLIC_URL}{address('points:point', school.uai)}"
    write_to(school, people, words, ("Ouvrir le point", page), key, now, needs_reader=needs_reader)
