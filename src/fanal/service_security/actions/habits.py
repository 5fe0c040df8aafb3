"""Answer the checklist of a service: what is said anew takes the day and the name of whoever says it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.online_services.models import OnlineService
from fanal.service_security.models import ServiceHabit
from fanal.service_security.policies import habits as policies
from fanal.service_security.rules.checklist import HABIT_OF
from fanal.service_security.rules.habit_facts import HabitAnswer, answers_to
from fanal.service_security.rules.habits import fingerprint

MEANWHILE = (
    "Quelqu’un a répondu pour ce service pendant que vous écriviez. Vos réponses sont encore ici : "
    "relisez-les, puis enregistrez de nouveau."
)


@transaction.atomic
def answer_habits(
    service: OnlineService,
    answers: Mapping[str, tuple[HabitAnswer, str]],
    *,
    today: date,
    by: Actor,
    seen: str | None = None,
    again: bool = False,
) -> int:
    """How many answers were written, by habit an answer and a note. `seen`: what was answered when the form
    was shown. What did not change keeps its day, unless all was looked at `again`.
    """
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    require(policies.answer_habits, by, service)
    rows = ServiceHabit.objects.for_school(service.school_id).filter(service=service)
    kept = {row.code: row for row in rows.order_by("pk")}
    if seen is not None and seen != fingerprint({code: row.statement for code, row in kept.items()}):
        raise RuleBroken(MEANWHILE)
    written = 0
    for code in (code for code in HABIT_OF if code in answers):
        answer, note = answers[code]
        if answer not in answers_to(HABIT_OF[code]):
            raise RuleBroken(f"{HABIT_OF[code].label} : Fanal le voit de lui-même.")
        written += _say(service, kept.get(code), code, answer, note.strip(), again, today, by)
    return written


def _say(
    service: OnlineService,
    kept: ServiceHabit | None,
    code: str,
    answer: HabitAnswer,
    note: str,
    again: bool,
    today: date,
    by: Actor,
) -> bool:
    """Whether something was written: never « on ne sait pas » where nothing was said."""
    if kept is None and answer == HabitAnswer.UNKNOWN and not note:
        return False
    if kept is None:
        made = ServiceHabit.objects.create(
            school_id=service.school_id,
            service=service,
            code=code,
            answer=answer,
            note=note,
            said_on=today,
            said_by_id=by.person_id,
        )
        journal.created(made, by=by, verb="online_services.habit_said")
        return True
    is_same = (kept.answer, kept.note) == (answer, note) and kept.statement.is_fresh(today)
    if is_same and (not again or kept.said_on == today):
        return False
    if answer == HabitAnswer.UNKNOWN and note == kept.note and not kept.statement.is_fresh(today):
        return False  # what was said a year ago already counts no more
    values = {"answer": answer, "note": note, "said_on": today, "said_by_id": by.person_id}
    journal.write_changes(kept, values, by=by, verb="online_services.habit_said")
    return True
