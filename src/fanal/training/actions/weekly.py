"""How does the plan stay as it was when the week began? It is kept before the first change of the week."""

from datetime import date

from fanal.accounts.models import School
from fanal.training.models import LocalTraining, WeeklyNeeds
from fanal.training.reading.weekly import needs_now
from fanal.training.rules.need import NeedCounts, data_of_counts, week_of


def keep_week(school_id: int, today: date) -> None:
    """Whoever changes a need calls this before, in the same transaction; again in a week is nothing."""
    rows, week = WeeklyNeeds.objects.for_school(school_id), week_of(today)
    if rows.filter(week__gte=week).exists():
        return
    school = School.objects.held(school_id)
    if rows.filter(week__gte=week).exists():
        return
    counts = {str(subject): data_of_counts(count) for subject, count in needs_now(school, today).items()}
    rows.update_or_create(defaults={"week": week, "counts": counts}, school=school)


def take_from_week(local_training: LocalTraining, today: date) -> None:
    """A request that is sent holds its needs: the plan counts them no more, from now on."""
    _change(local_training, None, today)


def give_back_to_week(local_training: LocalTraining, today: date) -> None:
    """A request that had not left after all: its needs are counted again as they were when it left."""
    _change(local_training, local_training.sent_counts, today)


def _change(local_training: LocalTraining, counts: NeedCounts | None, today: date) -> None:
    keep_week(local_training.school_id, today)
    row = WeeklyNeeds.objects.for_school(local_training.school_id).select_for_update().get()
    row.counts.pop(str(local_training.subject_id), None)
    if counts is not None:
        row.counts[str(local_training.subject_id)] = data_of_counts(counts)
    row.save(update_fields=["counts"])
