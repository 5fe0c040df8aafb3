"""The requests that wait for an authority, in all its schools: late, then blocked lessons, then undated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.partner import Partner
from fanal.accounts.reading.calendars import office_days
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.search import holding, words_of
from fanal.helpdesk.models import HelpRequest, Transmission
from fanal.helpdesk.rules.codes import RequestKind, Urgency
from fanal.helpdesk.rules.wording import since
from fanal.overview.reading.choices import (
    Select,
    only,
    school_select,
    select,
    uais_of,
)
from fanal.overview.rules.queue import QueueFilter, QueueView, is_late, read_filter
from fanal.year.rules.delays import working_days_between

SEARCHED = (
    "number",
    "search_key",
    "school__name",
    "room__name",
    "equipment__name",
    "equipment__serial",
    "equipment__authority_number",
)


@dataclass(frozen=True)
class QueueRow:
    """One request as a technician reads it in a list: never who asked."""

    request: HelpRequest
    school: School
    since: str
    their_number: str
    is_late: bool

    @property
    def serial(self) -> str:
        return self.request.equipment.serial if self.request.equipment else ""


def filter_of(partner: Partner, query: Any) -> QueueFilter:
    return read_filter(query, schools=uais_of(partner.schools), kinds=frozenset(RequestKind))


def selects(partner: Partner, filters: QueueFilter) -> list[Select]:
    return [
        school_select(partner.schools, filters.school),
        select("sorte", "Sorte", "Toutes", RequestKind.choices(), filters.kind),
    ]


def _in_view(view: QueueView, today: date) -> Q:
    return {
        QueueView.ALL: Q(),
        QueueView.LATE: Q(waiting_until__lt=today),
        QueueView.UNDATED: Q(waiting_until__isnull=True),
        QueueView.PLANNED: Q(waiting_until__gte=today),
    }[view]


def _narrowed(partner: Partner, filters: QueueFilter) -> QuerySet:
    rows = HelpRequest.objects.awaited_from_authority(only(partner.schools, filters.school))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return holding(rows, filters.words, *SEARCHED) if words_of(filters.words) else rows


def chips(partner: Partner, filters: QueueFilter, today: date) -> list[FilterChip]:
    """How many in each view under the other filters, in one query."""
    counts = _narrowed(partner, filters).aggregate(
        **{view.name: Count("pk", filter=_in_view(view, today)) for view in QueueView}
    )
    return [
        FilterChip(view.label, f"?{filters.with_view(view).query}", counts[view.name], view is filters.view)
        for view in QueueView
    ]


def rows_of(partner: Partner, filters: QueueFilter, today: date) -> QuerySet:
    """The rows of the page and of the export alike."""
    rank = Case(
        When(waiting_until__lt=today, then=Value(0)),
        When(urgency=Urgency.BLOCKED, then=Value(1)),
        When(waiting_until__isnull=True, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = _narrowed(partner, filters).filter(_in_view(filters.view, today))
    return (
        rows.order_by(rank, F("waiting_until").asc(nulls_last=True), "asked_at")
        .select_related("room", "equipment")
        .only(
            "number",
            "school_id",
            "text",
            "kind",
            "urgency",
            "state",
            "waiting_for",
            "waiting_until",
            "asked_at",
            "due_at",
            "room__name",
            "room__school_id",
            "equipment__name",
            "equipment__serial",
            "equipment__maker",
            "equipment__model",
            "equipment__warranty_until",
            "equipment__authority_number",
            "equipment__school_id",
        )
    )


def lines_of(partner: Partner, rows: Iterable[HelpRequest], today: date) -> list[QueueRow]:
    """The same rows with their school, since when the authority has them and its number (one query)."""
    listed = list(rows)
    schools = {school.pk: school for school in partner.schools}
    pending = Transmission.objects.for_schools(partner.schools).pending()
    sent = pending.filter(help_request__in=[row.pk for row in listed]).by_request()
    lines = []
    for row in listed:
        transmission = sent.get(row.pk)
        begun = timezone.localdate(transmission.sent_at if transmission else row.asked_at)
        words = since(working_days_between(begun, today, office_days(schools[row.school_id])))
        number = transmission.external_number if transmission else ""
        lines.append(QueueRow(row, schools[row.school_id], words, number, is_late(row.waiting_until, today)))
    return lines


COLUMNS = (
    ("Établissement", lambda line: line.school.name),
    ("UAI", lambda line: line.school.uai),
    ("Commune", lambda line: line.school.city),
    ("Demande n°", lambda line: line.request.number),
    ("Votre n°", lambda line: line.their_number),
    ("Objet", lambda line: line.request.title),
    ("Sorte", lambda line: line.request.get_kind_display()),
    ("Urgence", lambda line: line.request.get_urgency_display()),
    ("Salle", lambda line: line.request.room.name if line.request.room else ""),
    ("Équipement", lambda line: line.request.equipment.name if line.request.equipment else ""),
    ("N° de série", lambda line: line.serial),
    (
        "Votre n° d’inventaire",
        lambda line: line.request.equipment.authority_number if line.request.equipment else "",
    ),
    (
        "Garantie jusqu’au",
        lambda line: line.request.equipment.warranty_until if line.request.equipment else None,
    ),
    ("Depuis", lambda line: line.since),
    ("Promis pour le", lambda line: line.request.waiting_until),
    ("En retard", lambda line: "oui" if line.is_late else ""),
)
