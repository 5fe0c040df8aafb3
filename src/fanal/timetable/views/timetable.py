"""« L’emploi du temps »: the lessons that hold rooms, from a table of EDT or Pronote."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, file_content_of
from fanal.accounts.views.access import reads_first
from fanal.core.errors import RuleBroken
from fanal.core.files.uploads import content_of, name_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted
from fanal.timetable.actions import timetable as actions
from fanal.timetable.formats.timetable_file import TimetableFile, read_timetable_file
from fanal.timetable.forms.timetable import UnknownRoomsForm
from fanal.timetable.models import Timetable
from fanal.timetable.models.alternation import WeekAlternation, alternation_of
from fanal.timetable.policies import timetable as policies
from fanal.timetable.reading.timetable import TimetableReading, reading_of
from fanal.timetable.views.team_menu import TeamMenuPage
from fanal.year.rules.years import year_of


def read_files(request: FileRequest) -> TimetableFile:
    files = [(name_of(file), content_of(file)) for file in request.FILES.getlist("file")]
    if not files:
        raise RuleBroken("Choisissez le fichier de l’emploi du temps.")
    return read_timetable_file(files, zone=request.member.school.zone_info, year=year_of(request.today))


@dataclass(frozen=True, kw_only=True)
class TimetableStart(TeamMenuPage):
    template = "timetable/timetable_start.html"

    current: Timetable | None
    alternation: WeekAlternation
    reasons: list[str]


@reads_first(read_files, may=policies.manage_bookings)
@require_http_methods(FORM)
def timetable_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    if request.method != "POST":
        return _start_page(request, [])
    return button_page(
        request,
        lambda: actions.keep_timetable(
            request.member.school, file_content_of(request), now=timezone.now(), by=request.actor
        ),
        success="",
        next_page=lambda timetable: address("bookings:timetable_page", uai, timetable.pk),
        show=lambda reasons: _start_page(request, reasons),
    )


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    school = request.member.school
    current = Timetable.objects.for_school(school).filter(is_in_force=True).first()
    page = TimetableStart(current=current, alternation=alternation_of(school), reasons=reasons)
    return render(request, page)


def _timetable(request: SchoolRequest, number: int) -> Timetable:
    require(policies.manage_bookings, request.actor, None)
    row: Timetable = get_or_404(Timetable.objects.for_school(request.member.school), pk=number)
    return row


@dataclass(frozen=True, kw_only=True)
class TimetablePage(Page):
    template = "timetable/timetable_page.html"

    timetable: Timetable
    form: UnknownRoomsForm
    reading: TimetableReading
    replaced: Timetable | None
    waiting: int
    needs_letters: bool


@require_safe
def timetable_page(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    """What it would hold, what is not understood; once in force, what it holds."""
    row, school = _timetable(request, timetable), request.member.school
    reading = reading_of(row, timezone.now())
    in_force = Timetable.objects.for_school(school).filter(is_in_force=True)
    has_letters = any(lesson[4] for lesson in row.lessons)
    page = TimetablePage(
        timetable=row,
        form=UnknownRoomsForm(school=school, timetable=row),
        reading=reading,
        replaced=in_force.exclude(pk=row.pk).first(),
        waiting=sum(room.is_waiting for room in reading.rooms) if row.is_in_force else 0,
        needs_letters=has_letters and alternation_of(school).way == "none",
    )
    return render(request, page)


@require_POST
def timetable_match(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    """The rooms that somebody chose for names of the file."""
    row = _timetable(request, timetable)
    form = UnknownRoomsForm(request.POST, school=request.member.school, timetable=row)
    rooms = form.chosen if form.is_valid() else {}
    return button_page(
        request,
        lambda: actions.match_rooms(row, rooms, by=request.actor),
        success=lambda count: (
            f"{counted(count, 'salle reconnue', 'salles reconnues')}, pour ce fichier et les suivants."
        ),
        next_page=address("bookings:timetable_page", uai, row.pk),
    )


@require_POST
def timetable_apply(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    row = _timetable(request, timetable)

    return button_page(
        request,
        lambda: actions.put_in_force(row, by=request.actor),
        success="L’emploi du temps est en vigueur : ses salles se remplissent, une par une.",
        next_page=address("bookings:timetable_page", uai, row.pk),
    )


@require_POST
def timetable_remove(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    row = _timetable(request, timetable)
    return button_page(
        request,
        lambda: actions.take_back(row, by=request.actor),
        success="L’emploi du temps est retiré : ses salles se libèrent, une par une.",
        next_page=address("bookings:timetable_start", uai),
    )
