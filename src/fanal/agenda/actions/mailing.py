"""One piece of news of the mission to some people, each as they chose to be written to."""

from collections.abc import Iterable
from datetime import datetime

from fanal.accounts.models import Person, School
from fanal.helpdesk.actions.delivery import Notice, Reminder, frequencies_of, remind, send
from fanal.helpdesk.rules.letters import Words
from fanal.helpdesk.rules.notification_frequency import (
    Delivery,
    NotificationFrequency,
    delivery_of,
)


def write_to(
    school: School,
    people: Iterable[Person],
    words: Words,
    link: tuple[str, str],
    key: str,
    now: datetime,
    *,
    needs_reader: bool,
) -> None:
    """`key` makes it leave once to each. Whoever left, or has no address, is not written to."""
    reached = [person for person in people if person.is_written_to]
    chosen = frequencies_of(school.pk, reached)
    for person in reached:
        decided = delivery_of(
            chosen.get(person.pk, NotificationFrequency.EACH), needs_reader=needs_reader, cannot_wait=False
        )
        own = f"{key}-{person.pk}"
        if decided is Delivery.NOW:
            send(school, person, Notice(key, words, link), own, now)
        elif decided is Delivery.GROUPED:
            remind(school, person, Reminder(words.subject, words.news, link[1]), own, now)
