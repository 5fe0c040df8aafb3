"""Reminding people of their tasks: one mail for all of them, as each chose to be written to, by day."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.agenda.models import YearTask
from fanal.agenda.policies import year as policies
from fanal.agenda.rules import reminder_letters
from fanal.agenda.rules.reminders import MOST_DAYS, is_time_to_remind
from fanal.core.http.addresses import address
from fanal.helpdesk.actions.delivery import Notice, Reminder, frequencies_of, remind, send
from fanal.helpdesk.reading.team import holders_of
from fanal.helpdesk.rules.notification_frequency import (
    Delivery,
    NotificationFrequency,
    delivery_of,
)


@transaction.atomic
def send_reminders(school: School, *, now: datetime, by: Actor) -> int:
    """Write to each person once about all the tasks whose reminder has come; returns how many people."""
    require(policies.send_reminders, by, None)
    local = now.astimezone(school.zone_info)
    today = local.date()
    # What somebody touched today waits for tomorrow: there is one mail a day, and they know it already.
    untouched = Q(changed_at__lt=local.replace(hour=0, minute=0, second=0, microsecond=0))
    rows = YearTask.objects.for_school(school).still_open()
    rows = rows.filter(untouched, due_on__lte=today + timedelta(days=MOST_DAYS))
    # Two workers may come at once: the second one waits here, and finds the tasks told.
    tasks = [
        task
        for task in rows.select_for_update(of=("self",)).order_by("due_on", "number")
        if is_time_to_remind(task.due_on, task.remind_days, today=today, reminded_on=task.reminded_on)
    ]
    theirs, people = _by_person(school, tasks, now)
    chosen = frequencies_of(school.pk, people.values())
    for pk, person in people.items():
        _tell(school, person, theirs[pk], chosen.get(pk, NotificationFrequency.EACH), today, now)
    YearTask.objects.for_school(school).filter(pk__in=[task.pk for task in tasks]).update(reminded_on=today)
    return len(people)


def _by_person(
    school: School, tasks: list[YearTask], now: datetime
) -> tuple[dict[int, list[YearTask]], dict[int, Person]]:
    """Each task goes to the person it was given to while they are here, or to those who hold its function."""
    theirs: dict[int, list[YearTask]] = defaultdict(list)
    people: dict[int, Person] = {}
    given = [task.person_id for task in tasks if task.person_id]
    here = Person.objects.for_school(school).present().filter(pk__in=given)
    named = {person.pk: [person] for person in here}
    holding = {owner: holders_of(Role(owner), school, now) for owner in {task.owner for task in tasks}}
    for task in tasks:
        for person in named.get(task.person_id or 0, holding[task.owner]):
            if person.is_written_to:
                people[person.pk] = person
                theirs[person.pk].append(task)
    return theirs, people


def _tell(
    school: School, person: Person, tasks: list[YearTask], frequency: str, today: date, now: datetime
) -> None:
    key = f"annee-{today:%Y%m%d}-{person.pk}"
    decided = delivery_of(frequency, needs_reader=True, cannot_wait=False)
    if decided is Delivery.NOW:
        lines = [reminder_letters.RemindedTask(task.title, task.due_on) for task in tasks]
        link = ("Ouvrir l’année", f"{settings.PUBLIC_URL}{address('agenda:year', school.uai)}?qui=moi")
        send(school, person, Notice(key, reminder_letters.reminder(lines, today=today), link), key, now)
    elif decided is Delivery.GROUPED:
        for task in tasks:
            page = f"{settings.PUBLIC_URL}{address('agenda:task', school.uai, task.number)}"
            sentence = f"À faire {reminder_letters.when(task.due_on, today=today)}."
            remind(school, person, Reminder(task.title, sentence, page), f"{key}-{task.number}", now)
