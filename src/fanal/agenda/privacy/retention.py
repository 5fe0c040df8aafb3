"""How long is a task kept? Two years after it ended, who held it and the notes go; what was done when stays.

The same of an opening and of its steps: who pressed goes, the day stays.

A calendar link goes when its person leaves. The two years are a choice of Fanal, as no text sets them.
"""

from datetime import datetime

from django.db.models import Q

from fanal.agenda.models import RolloverStep, TaskFeed, YearRollover, YearTask
from fanal.core import journal
from fanal.core.registry import NEEDED, RETENTION, register
from fanal.core.retention import BATCH, Retention, remove, years_before

YEARS = 2
TELLS = ~Q(note="") | ~Q(reason="") | Q(person__isnull=False) | Q(ended_by__isnull=False)


def _anonymise(school_id: int, now: datetime) -> int:
    rows = YearTask.objects.for_school(school_id)
    old = rows.filter(TELLS, ended_at__lt=years_before(now, YEARS)).order_by("pk")
    chosen = list(old.values_list("pk", flat=True)[:BATCH])
    rows.filter(pk__in=chosen).update(note="", reason="", person=None, ended_by=None)
    journal.erase_of(school_id, YearTask, chosen)
    return len(chosen)


def _forget_who_switched(school_id: int, now: datetime) -> int:
    before = years_before(now, YEARS)
    opened = YearRollover.objects.for_school(school_id).filter(opened_at__lt=before, opened_by__isnull=False)
    ticked = RolloverStep.objects.for_school(school_id).filter(done_at__lt=before, done_by__isnull=False)
    return opened.update(opened_by=None) + ticked.update(done_by=None)


def _forget_feeds(school_id: int, now: datetime) -> int:
    return remove(TaskFeed.objects.for_school(school_id).filter(person__left_on__lt=now.date()))


@register(NEEDED)
def awaited(school_id: int) -> set[int]:
    """Whoever holds by name a task that is not ended."""
    held = YearTask.objects.for_school(school_id).still_open().filter(person__isnull=False)
    return set(held.values_list("person_id", flat=True))


OFFERED = (
    Retention(
        "missions.tasks",
        f"Une tâche de l’année : {YEARS} ans après sa fin, à qui elle était et les notes s’effacent ; "
        "son titre et ses dates restent.",
        ("agenda.YearTask",),
        _anonymise,
    ),
    Retention(
        "missions.switches",
        f"L’ouverture d’une année et ses étapes : {YEARS} ans après, qui les a faites s’efface.",
        ("agenda.YearRollover", "agenda.RolloverStep"),
        _forget_who_switched,
    ),
    Retention(
        "missions.feeds",
        "Le lien d’agenda d’une personne : jusqu’à ce qu’elle le retire, ou parte.",
        ("agenda.TaskFeed",),
        _forget_feeds,
    ),
)
for rule in OFFERED:
    register(RETENTION, 55)(rule)
