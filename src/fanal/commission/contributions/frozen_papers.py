"""Approved minutes, among the papers that « Vérifier un document » knows."""

from typing import Any

from fanal.commission.models import Meeting
from fanal.commission.reading.meeting import reads_minutes
from fanal.commission.reading.paper import minutes_pdf, minutes_sum
from fanal.core.frozen.papers import FROZEN_PAPERS, PaperKind
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import full_day


def _found(school_id: int, row: int) -> Meeting | None:
    rows = Meeting.objects.for_school(school_id).filter(pk=row, approved_at__isnull=False)
    found: Meeting | None = rows.select_related("school").first()
    return found


def _reads(member: Any, meeting: Meeting) -> bool:
    is_shown = Meeting.objects.visible_to(member).filter(pk=meeting.pk).exists()
    return is_shown and reads_minutes(member, meeting)


register(FROZEN_PAPERS)(
    PaperKind(
        "commission.minutes",
        _found,
        sums=lambda meeting: [minutes_sum(meeting.frozen)] if meeting.frozen else [],
        name=lambda meeting: f"le compte rendu de la réunion du {full_day(meeting.day)}",
        page=lambda meeting: address("commission:meeting_page", meeting.school.uai, meeting.number),
        reads=_reads,
        make=minutes_pdf,
    )
)
