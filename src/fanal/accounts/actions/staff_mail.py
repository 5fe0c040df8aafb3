"""A mail to people of the school: one each, in working hours, to whoever is here and has an address."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings

from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.reading.calendars import leaves_at
from fanal.core.mail import outbox
from fanal.core.mail.outbox import OutgoingMail, Section

AT_ONCE = timedelta(0)


def write_to_staff(
    school: School,
    people: Iterable[Person | None],
    *,
    key: Callable[[Person], str],
    subject: str,
    text: str,
    button: tuple[str, str],
    now: datetime,
    by: Actor | None = None,
    sections: tuple[Section, ...] = (),
    waits: timedelta = AT_ONCE,
    is_private: bool = False,
) -> None:
    """Never to whoever did it. `button`: its words, and the path of a page; a `key` leaves once."""
    for person in {one.pk: one for one in people if one is not None and one.is_written_to}.values():
        if by is not None and person.pk == by.person_id:
            continue
        mail = OutgoingMail(
            key=key(person),
            to=person.email,
            subject=subject,
            text=f"Bonjour,\n\n{text}",
            sections=sections,
            link=(button[0], f"{settings.PUBLIC_URL}{button[1]}"),
            is_to_staff=True,
            is_private=is_private,
        )
        outbox.queue(school, mail, now=now, not_before=leaves_at(school, now + waits))
