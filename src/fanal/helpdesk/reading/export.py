"""What a school keeps of its requests as a table: each with its dates, place, state, people and exchanges.

It is a record, and is not brought back: requests made again would have other numbers than those people quote,
and would wait for answers given long ago. A whole school moves by its own export.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.school_years import ShownYear
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.reading.request_list import rows_of

MOST_ROWS = 20_000
BATCH = 500
TOO_MANY = f"Cette liste dépasse {MOST_ROWS} demandes : choisissez une année scolaire ou une vue plus courte."
JOINED = ("requester", "taken_by", "room", "equipment", "service", "merged_into")
Threads = dict[tuple[int, str], list[Message]]
Value = Callable[[HelpRequest, Threads], object]


@transaction.atomic
def export_requests(
    member: Member, view: str, words: str, year: ShownYear, *, form: str, by: Actor
) -> list[list[object]]:
    """The lines of the list as shown, all its pages; who took them out stays in the security journal."""
    require(policies.export_requests, by, None)
    now, today = timezone.now(), timezone.localdate()
    listed = rows_of(member, words, view, year, now=now, today=today)
    requests = list(listed.select_related(*JOINED)[: MOST_ROWS + 1])
    if len(requests) > MOST_ROWS:
        raise RuleBroken(TOO_MANY)
    lines = list(_lines(member.school, requests))
    journal.noted(
        member.school,
        by=by,
        verb="helpdesk.requests_exported",
        chain=journal.Chain.SECURITY,
        lines=len(lines),
        form=form,
    )
    return lines


def _lines(school: School, rows: Iterable[HelpRequest]) -> Iterator[list[object]]:
    for batch in batched(rows, BATCH):
        threads: Threads = {}
        messages = Message.objects.for_school(school).filter(help_request__in=[row.pk for row in batch])
        for message in messages.order_by("written_at", "pk"):
            threads.setdefault((message.help_request_id, message.audience), []).append(message)
        for row in batch:
            row.school = school
            yield [value(row, threads) for _, value in COLUMNS]


def _local(school: School, moment: datetime | None) -> datetime | None:
    """As the school's clock says it; a spreadsheet holds no time zone."""
    return moment.astimezone(school.zone_info).replace(tzinfo=None) if moment else None


def _thread(audience: str) -> Value:
    def thread_text(row: HelpRequest, threads: Threads) -> str:
        return "\n\n".join(
            f"{_local(row.school, message.written_at):%d/%m/%Y %H:%M}, {message.author_name} : {message.text}"
            for message in threads.get((row.pk, audience), [])
        )

    return thread_text


COLUMNS: tuple[tuple[str, Value], ...] = (
    ("Demande n°", lambda row, _: row.number),
    ("Envoyée le", lambda row, _: _local(row.school, row.asked_at)),
    ("Réponse prévue avant", lambda row, _: _local(row.school, row.due_at)),
    ("Résolue le", lambda row, _: _local(row.school, row.solved_at)),
    ("Terminée le", lambda row, _: _local(row.school, row.closed_at)),
    ("Objet", lambda row, _: row.title),
    ("Étape", lambda row, _: row.state_words),
    ("En attente jusqu’au", lambda row, _: row.waiting_until),
    ("Type", lambda row, _: row.get_kind_display()),
    ("Urgence", lambda row, _: row.get_urgency_display()),
    ("Salle", lambda row, _: row.room.name if row.room else ""),
    ("Équipement", lambda row, _: row.equipment.name if row.equipment else ""),
    ("N° de série", lambda row, _: row.equipment.serial if row.equipment else ""),
    ("Service en ligne", lambda row, _: str(row.service or "")),
    ("Demandée par", lambda row, _: str(row.requester)),
    ("Prise en charge par", lambda row, _: str(row.taken_by or "")),
    ("Réunie avec la demande n°", lambda row, _: row.merged_into.number if row.merged_into else ""),
    ("Ce qui se passe", lambda row, _: row.text),
    ("Échanges", _thread(Message.Audience.EVERYONE)),
    ("Notes de l’équipe", _thread(Message.Audience.TEAM)),
)
HEADERS = [header for header, _ in COLUMNS]
