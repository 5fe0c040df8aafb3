"""How far the reading of a long file is: found again by whoever brought it, and stopped by them alone."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.file_readings.actions import promising as actions
from fanal.file_readings.models import FileReading
from fanal.file_readings.reading.readers import LongFileReader, reader_of
from fanal.file_readings.reading.waiting import is_late
from fanal.file_readings.rules.progress import progress_words


@dataclass(frozen=True, kw_only=True)
class ReadingPage(Page):
    """How far it is; `start`: the address where its file was brought."""

    template = "file_readings/reading_page.html"
    fragment = "progress"

    reading: FileReading
    reader: LongFileReader
    start: str
    words: str
    is_late: bool


@require_safe
def reading_page(request: SchoolRequest, uai: str, file_reading: int) -> HttpResponse:
    """Asked for again every two seconds while it goes on; then it leads to the preview."""
    reading = _own_reading(request, file_reading)
    if reading.leads_to:
        return HttpResponseClientRedirect(reading.leads_to) if request.htmx else redirect(reading.leads_to)
    reader = reader_of(reading.kind)
    page = ReadingPage(
        reading=reading,
        reader=reader,
        start=address(reader.page, uai, *reading.place),
        words=progress_words(reading.state, reading.lines, reading.total),
        is_late=is_late(reading, timezone.now()),
    )
    return render(request, page)


@require_POST
def reading_stop(request: SchoolRequest, uai: str, file_reading: int) -> HttpResponse:
    """Stop it, or put away why it was not read: another file may be brought."""
    reading = _own_reading(request, file_reading)
    return button_page(
        request,
        lambda: actions.stop_reading(reading, by=request.actor),
        success="La lecture est arrêtée, et le fichier effacé." if reading.is_in_flight else "",
        next_page=address(reader_of(reading.kind).page, uai, *reading.place),
    )


def _own_reading(request: SchoolRequest, number: int) -> FileReading:
    rows = FileReading.objects.for_school(request.member.school).without_content()
    reading: FileReading = get_or_404(rows.brought_by(request.member.person), pk=number)
    return reading
