"""How many needed each subject when this week began, with their levels and the forms that they want."""

from datetime import date

from fanal.accounts.models import School
from fanal.training.models import TrainingNeed, WeeklyNeeds
from fanal.training.rules.need import NeedCounts, campaign_of, counted_needs, week_of


def weekly_needs(school: School, today: date) -> dict[int, NeedCounts]:
    """By subject, groups that may be shown alone; until something changes in a week, it is as it began."""
    kept = WeeklyNeeds.objects.for_school(school).filter(week__gte=week_of(today)).first()
    return kept.by_subject if kept else needs_now(school, today)


def needs_now(school: School, today: date) -> dict[int, NeedCounts]:
    rows = TrainingNeed.objects.for_school(school).in_campaign(campaign_of(today)).free()
    known = rows.filter(subject__isnull=False).values_list("subject", "level", "format")
    return counted_needs(known, school.smallest_group)
