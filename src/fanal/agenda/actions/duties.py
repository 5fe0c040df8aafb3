"""Putting in the calendar what a service asks each year: once a year, however often it is pressed."""

from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.actions.year import SERIES
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules.codes import Activity, TaskOwner
from fanal.agenda.rules.reminders import duty_title
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.online_services.models import OnlineService
from fanal.year.rules.years import year_of

NONE = "Aucun devoir n’est écrit pour ce service : dites d’abord ce qu’il demande chaque année."
PAST = "Ce jour est passé : donnez un jour à venir."


@transaction.atomic
def plan_duties(service: OnlineService, due_on: date, *, today: date, now: datetime, by: Actor) -> int:
    """A task for each duty that the year of `due_on` has not yet, `detail` says it; returns how many."""
    require(policies.add_task, by, None)
    service = OnlineService.objects.for_school(service.school_id).locked(service.pk)
    if due_on < today:
        raise RuleBroken(PAST)
    if not service.duty_lines or service.archived_on is not None:
        raise RuleBroken(NONE)
    year = year_of(due_on).label
    here = YearTask.objects.for_school(service.school_id).filter(service=service, school_year=year)
    has = set(here.values_list("detail", flat=True))
    missing = [duty for duty in service.duty_lines if duty not in has]
    if missing:
        first = next_number(service.school_id, SERIES, count=len(missing))
        YearTask.objects.bulk_create(
            YearTask(
                school_id=service.school_id,
                number=number,
                school_year=year,
                service=service,
                detail=duty,
                title=duty_title(service.name, duty),
                activity=Activity.SERVICES,
                owner=TaskOwner.LEAD,
                due_on=due_on,
                changed_at=now,
            )
            for number, duty in enumerate(missing, first)
        )
        journal.noted(service, by=by, verb="missions.duties_planned", year=year, count=len(missing))
    return len(missing)
