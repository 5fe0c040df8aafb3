"""A person's tasks as any calendar reads them, by their secret link: theirs alone, and nobody's name.

RFC 5545: whole days (`VALUE=DATE`), an identifier that never changes, refreshed twice a day. What other apps
know of their days (`registry.OWN_EVENTS`: bookings) comes with them, at its hours.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from icalendar import Event

from fanal.accounts.models import Membership, Person, School
from fanal.agenda.models import TaskFeed, YearTask
from fanal.agenda.rules.codes import TaskState
from fanal.core.calendars import begin_calendar
from fanal.core.http.addresses import address
from fanal.core.mail.addresses import is_sealed, seal
from fanal.core.registry import OWN_EVENTS, registered
from fanal.year.rules.years import year_of

PURPOSE = "agenda-annee"
TOKEN = re.compile(r"[a-z2-7]{26}")
REFRESH = timedelta(hours=12)


def feed_of(person: Person) -> TaskFeed | None:
    return TaskFeed.objects.for_school(person.school_id).filter(person=person).first()


def link_of(school: School, feed: TaskFeed) -> str:
    """The whole secret address of this feed."""
    token = seal(PURPOSE, school.uai, feed.person_id, feed.seed)
    return f"{settings.PUBLIC_URL}{address('agenda:feed', school.uai, token)}"


def reader_of(school: School, token: str) -> Person | None:
    """For whom this link was made, while they are of the school. A link carries no id: each is tried."""
    if not TOKEN.fullmatch(token):
        return None
    feeds = TaskFeed.objects.for_school(school).filter(person__left_on__isnull=True).select_related("person")
    return next(
        (feed.person for feed in feeds if is_sealed(token, PURPOSE, school.uai, feed.person_id, feed.seed)),
        None,
    )


def roles_of(person: Person, day: date) -> frozenset[str]:
    """The functions this person holds that day; none when their account was closed, or they have none."""
    held = Membership.objects.for_school(person.school_id).valid_on(day).filter(person=person)
    held = held.exclude(user__is_active=False)
    return frozenset(role for membership in held for role in membership.roles)


def tasks_for(person: Person, roles: frozenset[str], today: date) -> list[YearTask]:
    """Their tasks of this year and the next, but those put aside."""
    year = year_of(today)
    rows = YearTask.objects.for_school(person.school_id).of(person.pk, roles)
    listed = rows.filter(school_year__in=[year.label, year.next.label]).exclude(state=TaskState.ASIDE)
    return list(listed.by_day())


def events_of(person: Person, now: datetime) -> list[Event]:
    """What the other apps put in their calendar."""
    return [event for make in registered(OWN_EVENTS) for event in make(person, now)]


def calendar_of_tasks(school: School, tasks: list[YearTask], events: Iterable[Event] = ()) -> bytes:
    calendar = begin_calendar("Annee", name=f"L’année numérique – {school.name}")
    # RFC 7986, 5.7: this one must say its type.
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    for task in tasks:
        calendar.add_component(_event(school, task))
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(school: School, task: YearTask) -> Event:
    page = f"{settings.PUBLIC_URL}{address('agenda:task', school.uai, task.number)}"
    is_done = task.state == TaskState.DONE
    paragraphs = [task.detail, "À vérifier." if task.is_to_check and not is_done else "", page]
    event = Event.new(
        uid=f"annee-{school.uai.lower()}-{task.number}@{settings.ENV.mail_domain}",
        stamp=task.changed_at,
        last_modified=task.changed_at,
        start=task.due_on,
        end=task.due_on + timedelta(days=1),
        summary=f"Fait : {task.title}" if is_done else task.title,
        description="\n".join(filter(None, paragraphs)),
        url=page,
    )
    event.add("TRANSP", "TRANSPARENT")  # a task does not make its day busy
    return event
