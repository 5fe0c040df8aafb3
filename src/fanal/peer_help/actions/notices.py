"""Who is told by mail of a request between colleagues: whoever waits for a word, never whoever just wrote.

A mail names nobody and holds no word of the thread: the page does, for as long as its reader may read it.
"""

from collections.abc import Iterable
from datetime import datetime

from fanal.accounts.actions.staff_mail import write_to_staff
from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.core.http.addresses import address
from fanal.peer_help.models import OpenHour, ProjectHelp, ProjectHelpMessage


def tell_asked(project_help: ProjectHelp, *, now: datetime, by: Actor) -> None:
    """Tell the colleague whom it is meant for; the others read it when they come by."""
    if project_help.addressee is not None:
        text = "Un collègue vous demande un coup de main."
        _write(project_help, [project_help.addressee], ("demande", text), now=now, by=by)


def tell_taken(project_help: ProjectHelp, *, now: datetime, by: Actor) -> None:
    text = "Quelqu’un vous aide : écrivez-lui, ou attendez son premier mot."
    _write(project_help, [project_help.requester], (f"prise-{now:%Y%m%d%H%M%S}", text), now=now, by=by)


def tell_released(project_help: ProjectHelp, *, now: datetime, by: Actor) -> None:
    text = "Votre demande attend de nouveau quelqu’un."
    _write(project_help, [project_help.requester], (f"rendue-{now:%Y%m%d%H%M%S}", text), now=now, by=by)


def tell_ended(project_help: ProjectHelp, *, now: datetime, by: Actor) -> None:
    text = "C’est terminé, et on vous dit merci." if project_help.is_thanked else "C’est terminé."
    people = [project_help.requester, project_help.helper]
    _write(project_help, people, ("terminee", text), now=now, by=by)


def tell_written(message: ProjectHelpMessage, *, now: datetime, by: Actor) -> None:
    """Tell the others, once until somebody else writes: five words in a row are one mail."""
    thread = message.project_help
    before = thread.messages.exclude(pk=message.pk).order_by("-pk").first()
    if before is None or before.author_id != message.author_id:
        people = [thread.requester, thread.helper or thread.addressee]
        _write(thread, people, (f"mot-{message.pk}", "Un mot vous attend."), now=now, by=by)


def tell_hour_cancelled(hour: OpenHour, *, now: datetime, by: Actor) -> None:
    """Tell those who had booked a slot of it."""
    starts = hour.starts_at.astimezone(hour.school.zone_info)
    text = f"L’heure ouverte du {starts:%d/%m/%Y}, où vous aviez réservé, est annulée."
    people = [slot.booked_by for slot in hour.slots.select_related("booked_by")]
    write_to_staff(
        hour.school,
        people,
        key=lambda person: f"heure-ouverte-{hour.pk}-{person.pk}",
        subject="Heure ouverte annulée",
        text=text,
        button=("Voir", address("peer_help:hour_list", hour.school.uai)),
        now=now,
        by=by,
        is_private=True,
    )


def _write(
    project_help: ProjectHelp,
    people: Iterable[Person | None],
    kind_and_text: tuple[str, str],
    *,
    now: datetime,
    by: Actor,
) -> None:
    school, (kind, text) = project_help.school, kind_and_text
    write_to_staff(
        school,
        people,
        key=lambda person: f"entraide-{project_help.pk}-{kind}-{person.pk}",
        subject=f"Entraide : {project_help.title}",
        text=text,
        button=("Voir", address("peer_help:help_page", school.uai, project_help.pk)),
        now=now,
        by=by,
        is_private=True,
    )
