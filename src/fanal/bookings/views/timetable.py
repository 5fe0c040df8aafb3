"""« L’emploi du temps »: the lessons that hold rooms, from a table of EDT or Pronote; weeks A and B."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest, given_by
from fanal.accounts.rules.french import counted
from fanal.accounts.rules.years import year_of
from fanal.accounts.views.access import reads_first
from fanal.bookings.actions import timetable as actions
from fanal.bookings.actions.bookable import keep_alternation
from fanal.bookings.formats.timetable_file import TimetableFile, read_timetable_file
from fanal.bookings.forms.manage import AlternationForm
from fanal.bookings.forms.timetable import UnknownRoomsForm
from fanal.bookings.models import Timetable
from fanal.bookings.models.alternation import alternation_of
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.timetable import reading_of
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, UNPROCESSABLE, get_or_404, render_page
from fanal.core.uploads import content_of, name_of


def read_files(request: FileRequest) -> TimetableFile:
    files = [(name_of(file), content_of(file)) for file in request.FILES.getlist("file")]
    if not files:
        raise RuleBroken("Choisissez le fichier de l’emploi du temps.")
    return read_timetable_file(files, zone=request.member.school.zone_info, year=year_of(request.today))


@reads_first(read_files, may=policies.manage_bookings)
@require_http_methods(FORM)
def timetable_start(request: FileRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    if request.method != "POST":
        return _start_page(request, [])
    return button_page(
        request,
        lambda: actions.keep_timetable(
            request.member.school, given_by(request), now=timezone.now(), by=request.actor
        ),
        success="",
        next_page=lambda made: address("bookings:timetable_page", uai, made.pk),
        show=lambda reasons: _start_page(request, reasons),
    )


def _start_page(request: SchoolRequest, reasons: list[str]) -> HttpResponse:
    rows = Timetable.objects.for_school(request.member.school).filter(is_in_force=True)
    context: dict[str, Any] = {"reasons": reasons, "current": rows.first()}
    context["alternation"] = alternation_of(request.member.school)
    status = UNPROCESSABLE if reasons else 200
    return render_page(request, "bookings/timetable_start.html", context, status=status)


def _timetable_or_404(request: SchoolRequest, number: int) -> Timetable:
    require(policies.manage_bookings, request.actor, None)
    found: Timetable = get_or_404(Timetable.objects.for_school(request.member.school), pk=number)
    return found


@require_safe
def timetable_page(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    """What it would hold, what is not understood; once in force, what it holds."""
    found, rows = _timetable_or_404(request, timetable), Timetable.objects.for_school(request.member.school)
    reading = reading_of(found, timezone.now())
    rooms = reading.rooms
    context = {
        "timetable": found,
        "form": UnknownRoomsForm(school=request.member.school, timetable=found),
        "rooms": rooms,
        "reading": reading,
        "replaced": rows.filter(is_in_force=True).exclude(pk=found.pk).first(),
        "waiting": sum(room.is_waiting for room in rooms) if found.is_in_force else 0,
        "needs_letters": any(lesson[4] for lesson in found.lessons)
        and alternation_of(request.member.school).way == "none",
    }
    return render_page(request, "bookings/timetable_page.html", context)


@require_POST
def timetable_match(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    """The rooms that somebody chose for names of the file."""
    found = _timetable_or_404(request, timetable)
    form = UnknownRoomsForm(request.POST, school=request.member.school, timetable=found)
    chosen = form.chosen if form.is_valid() else {}
    return button_page(
        request,
        lambda: actions.match_rooms(found, chosen, by=request.actor),
        success=lambda count: (
            f"{counted(count, 'salle reconnue', 'salles reconnues')}, pour ce fichier et les suivants."
        ),
        next_page=address("bookings:timetable_page", uai, found.pk),
    )


@require_POST
def timetable_apply(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    found = _timetable_or_404(request, timetable)

    return button_page(
        request,
        lambda: actions.put_in_force(found, by=request.actor),
        success="L’emploi du temps est en vigueur : ses salles se remplissent, une par une.",
        next_page=address("bookings:timetable_page", uai, found.pk),
    )


@require_POST
def timetable_remove(request: SchoolRequest, uai: str, timetable: int) -> HttpResponse:
    found = _timetable_or_404(request, timetable)
    return button_page(
        request,
        lambda: actions.take_back(found, by=request.actor),
        success="L’emploi du temps est retiré : ses salles se libèrent, une par une.",
        next_page=address("bookings:timetable_start", uai),
    )


@require_http_methods(FORM)
def alternation(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return form_page(
        request,
        AlternationForm(request.POST or None, school=school, instance=alternation_of(school)),
        lambda values: keep_alternation(school, values, today=request.today, by=request.actor),
        template="bookings/alternation.html",
        success=SAVED,
        next_page=address("bookings:timetable_start", uai),
        require=lambda: require(policies.manage_bookings, request.actor, None),
    )
