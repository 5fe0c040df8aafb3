"""Preparing the point of the week, sending it, answering its lines. Twice pressed is done once."""

from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.missions.actions.point_notices import tell_management, tell_referents
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.models.point import ANSWERED
from fanal.missions.policies import point as policies
from fanal.missions.rules import point as rules

SERIES = "week point"
GONE = "Le point est déjà parti : rechargez la page."


def _draft_of(school: School) -> WeekPoint | None:
    return WeekPoint.objects.for_school(school).filter(sent_at=None).first()


@transaction.atomic
def add_line(school: School, text: str, origin: str = "", *, now: datetime, by: Actor) -> PointLine:
    """One more line of the draft, which begins with it. The same words are there once.

    `origin`: the suggestion that the words come from.
    """
    require(policies.write_point, by, None)
    School.objects.held(school.pk)  # two référents may add the fifth at the same second
    draft = _draft_of(school)
    text = rules.plain(text)
    lines = list(PointLine.objects.for_school(school).filter(point=draft)) if draft else []
    if same := next((written for written in lines if written.text == text), None):
        return same
    if reasons := rules.line_refusals(text, others=[written.text for written in lines]):
        raise RuleBroken(reasons)
    if draft is None:
        draft = WeekPoint.objects.create(school=school, number=next_number(school.pk, SERIES))
    line = PointLine.objects.create(
        school=school, point=draft, text=text, origin=origin, author_id=by.person_id, written_at=now
    )
    journal.created(line, by=by, verb="missions.line_proposed")
    return line


@transaction.atomic
def remove_line(line: PointLine, *, by: Actor) -> None:
    """Any référent takes a line out of the draft; what left stays."""
    require(policies.write_point, by, None)
    School.objects.held(line.school_id)
    draft = _draft_of(line.school)
    if draft is None or line.point_id != draft.pk:
        raise RuleBroken(GONE)
    locked = PointLine.objects.for_school(line.school_id).locked(line.pk)
    journal.noted(locked, by=by, verb="missions.line_withdrawn")
    locked.delete()


@transaction.atomic
def send_point(school: School, *, today: date, now: datetime, by: Actor) -> WeekPoint:
    """Send the draft to the head; the point before is closed, its answers are kept as they are."""
    require(policies.write_point, by, None)
    School.objects.held(school.pk)
    rows = WeekPoint.objects.for_school(school)
    last, draft = rows.filter(closed_at=None, sent_at__isnull=False).first(), _draft_of(school)
    sent_on = last.sent_at.astimezone(school.zone_info).date() if last and last.sent_at else None
    if draft is None and last and sent_on == today:
        return last  # pressed twice
    lines = list(PointLine.objects.for_school(school).filter(point=draft).order_by("pk")) if draft else []
    if reasons := rules.sending_refusals(len(lines), sent_on=sent_on, today=today):
        raise RuleBroken(reasons)
    assert draft is not None  # it has lines
    if last:
        last.closed_at = now
        last.save(update_fields=["closed_at"])
    with journal.change(draft, by=by, verb="missions.point_sent"):
        draft.sent_at, draft.sent_by_id, draft.monday = now, by.person_id, rules.monday_of(today)
        draft.save()
    tell_management(draft, lines, now=now, by=by)
    return draft


@transaction.atomic
def answer_line(
    line: PointLine, answer: str, word: str, *, now: datetime, by: Actor, seen: str = ""
) -> PointLine:
    """Say « D’accord », « Non » or « En parler »; changed until the next point leaves.

    `seen`: the version of the answer that the page showed.
    """
    point = WeekPoint.objects.for_school(line.school_id).locked(line.point_id)
    locked = PointLine.objects.for_school(line.school_id).locked(line.pk)
    locked.point, word = point, rules.plain(word)
    require(policies.answer_point, by, locked)
    if reasons := rules.answer_refusals(answer, word):
        raise RuleBroken(reasons)
    if (locked.answer, locked.word) == (answer, word):
        return locked
    refuse_stale(locked, ANSWERED, seen)
    with journal.change(locked, by=by, verb="missions.line_answered"):
        locked.answer, locked.word = answer, word
        locked.answered_by_id, locked.answered_at = by.person_id, now
        locked.save()
    tell_referents(point, now=now, when_all=True)
    return locked
