"""« Examens »: planned with what they take from others, looked at again before, cancelled."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import exam as actions
from fanal.bookings.forms.exam import ExamForm
from fanal.bookings.models import Bookable, Booking, Exam
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.exam import (
    Displaced,
    bookings_of,
    displaced_by,
    exams_to_come,
    seats_in,
    seats_of,
)
from fanal.bookings.rules.exam import Seats, missing
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.timetable.reading.periods import periods_of
from fanal.timetable.rules.periods import Slot
from fanal.timetable.views.team_menu import TeamMenuPage

SENT_AGAIN = ("name", "kind", "classes", "candidates", "day", "codes", "things")


def _exam(request: SchoolRequest, number: int) -> Exam:
    require(policies.manage_bookings, request.actor, None)
    row: Exam = get_or_404(Exam.objects.for_school(request.member.school), pk=number)
    return row


@dataclass(frozen=True, kw_only=True)
class BookingExams(TeamMenuPage):
    template = "bookings/exam_list.html"

    rows: list[Exam]


@require_safe
def exam_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    return render(request, BookingExams(rows=exams_to_come(request.member.school.pk, request.today)))


@dataclass(frozen=True, kw_only=True)
class ExamPlanning(FormPage):
    template = "bookings/exam_form.html"


@dataclass(frozen=True, kw_only=True)
class ExamPreview(Page):
    """What an exam takes from others, before it is planned; `sent`: what the form said, to say it again."""

    template = "bookings/exam_preview.html"

    form: ExamForm
    exam: Exam  # in no table yet
    seats: list[Seats]
    missing: int
    displaced: list[Displaced]
    lessons: list[Displaced]
    sent: list[tuple[str, str]]


@require_http_methods(FORM)
def exam_plan(request: SchoolRequest, uai: str) -> HttpResponse:
    """What it takes from others, and the machines that are wanting, are shown before it is planned."""
    require(policies.manage_bookings, request.actor, None)
    member, periods = request.member, periods_of(request.member.school)
    form = ExamForm(request.POST or None, school=member.school, today=request.today, periods=periods)
    if "again" in request.POST:
        return render(request, ExamPlanning(form=form), status=200)
    who: dict[str, Any] = {"person": member.own_person, "now": timezone.now(), "by": request.actor}
    if form.is_bound and form.is_valid() and not form.cleaned_data["sure"]:
        preview = _preview(request, form)  # before the trial, which leaves nothing
        if reasons := actions.refusals_of_plan(member.school, *_planned(form), **who):
            return render(request, ExamPlanning(form=form, reasons=reasons))
        return render(request, preview)

    def save(_: dict[str, Any]) -> Exam:
        return actions.plan_exam(member.school, *_planned(form), **who)

    return form_page(
        request,
        ExamPlanning(form=form),
        save,
        success=lambda exam: f"« {exam} » est prévu, et ses salles sont tenues.",
        next_page=lambda exam: address("bookings:exam_page", uai, exam.pk),
    )


def _planned(form: ExamForm) -> tuple[dict[str, Any], list[Slot], list[Bookable]]:
    """What is examined, when, and where."""
    values = {name: form.cleaned_data[name] for name in ("name", "kind", "classes", "candidates")}
    return values, form.slots, list(form.cleaned_data["things"])


def _preview(request: SchoolRequest, form: ExamForm) -> ExamPreview:
    values, slots, things = _planned(form)
    exam = Exam(**values, school=request.member.school, day=form.cleaned_data["day"])
    seats, displaced = seats_in(things), displaced_by(things, slots)
    return ExamPreview(
        form=form,
        exam=exam,
        seats=seats,
        missing=missing(exam.candidates, seats),
        displaced=[one for one in displaced if not one.is_lesson],
        lessons=[one for one in displaced if one.is_lesson],
        sent=[(key, one) for key in SENT_AGAIN for one in request.POST.getlist(key)],
    )


@dataclass(frozen=True, kw_only=True)
class ExamPage(Page):
    template = "bookings/exam_page.html"

    exam: Exam
    seats: list[Seats]
    missing: int
    bookings: list[Booking]
    is_to_come: bool


@require_safe
def exam_page(request: SchoolRequest, uai: str, exam: int) -> HttpResponse:
    row = _exam(request, exam)
    seats = [] if row.is_cancelled else seats_of(row)
    page = ExamPage(
        exam=row,
        seats=seats,
        missing=missing(row.candidates, seats),
        bookings=bookings_of(row),
        is_to_come=not row.is_cancelled and row.day >= request.today,
    )
    return render(request, page)


@require_POST
def exam_cancel(request: SchoolRequest, uai: str, exam: int) -> HttpResponse:
    row = _exam(request, exam)
    return button_page(
        request,
        lambda: actions.cancel_exam(row, now=timezone.now(), by=request.actor),
        success="L’examen est annulé : ce qu’il avait pris est rendu, le reste est libre.",
        next_page=address("bookings:exam_list", uai),
    )
