"""What the year keeps of somebody who is erased: its tasks, their days; neither whose, nor the notes."""

from django.db.models import Q, QuerySet

from fanal.agenda.models import RolloverStep, TaskFeed, YearRollover, YearTask
from fanal.core.erasing import PERSON, Subject, Trace, blanked, deleted
from fanal.core.registry import ERASURE, register


def _forget_tasks(rows: QuerySet, subject: Subject) -> None:
    rows.update(note="", reason="")
    rows.filter(person=subject.pk).update(person=None)
    rows.filter(ended_by=subject.pk).update(ended_by=None)


OFFERED = (
    Trace(
        "Tâches de l’année",
        (PERSON,),
        ("agenda.YearTask",),
        lambda who: YearTask.objects.for_school(who.school_id).filter(Q(person=who.pk) | Q(ended_by=who.pk)),
        becomes="gardées par l’établissement, sans nom et sans note",
        forget=_forget_tasks,
    ),
    Trace(
        "Lien d’agenda",
        (PERSON,),
        ("agenda.TaskFeed",),
        lambda who: TaskFeed.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Étapes de bascule d’année",
        (PERSON,),
        ("agenda.RolloverStep",),
        lambda who: RolloverStep.objects.for_school(who.school_id).filter(done_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(done_by=None),
    ),
    Trace(
        "Années ouvertes",
        (PERSON,),
        ("agenda.YearRollover",),
        lambda who: YearRollover.objects.for_school(who.school_id).filter(opened_by=who.pk),
        becomes="sans dire par qui",
        forget=blanked(opened_by=None),
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
