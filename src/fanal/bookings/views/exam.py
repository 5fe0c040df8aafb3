"""« Examens »: planned with what they take from others, looked at again before, cancelled."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.bookings.actions import exam as actions
from fanal.bookings.forms.exam import ExamForm
from fanal.bookings.models import Bookable, Exam
from fanal.bookings.policies import booking as policies
from fanal.bookings.reading.exam import bookings_of, displaced_by, exams_to_come, seats_in, seats_of
from fanal.bookings.reading.week import periods_of
from fanal.bookings.rules.exam import missing
from fanal.bookings.rules.periods import Slot
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page, show_form
from fanal.core.http import FORM, get_or_404, render_page


def _exam_or_404(request: SchoolRequest, number: int) -> Exam:
    require(policies.manage_bookings, request.actor, None)
    found: Exam = get_or_404(Exam.objects.for_school(request.member.school), pk=number)
    return found


@require_safe
def exam_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_bookings, request.actor, None)
    rows = exams_to_come(request.member.school.pk, request.today)
    return render_page(request, "bookings/exam_list.html", {"rows": rows})


@require_http_methods(FORM)
def exam_plan(request: SchoolRequest, uai: str) -> HttpResponse:
    """What it takes from others, and the machines that are wanting, are shown before it is planned."""
    require(policies.manage_bookings, request.actor, None)
    member, periods = request.member, periods_of(request.member.school)
    form = ExamForm(request.POST or None, school=member.school, today=request.today, periods=periods)
    if "again" in request.POST:
        return render_page(request, "bookings/exam_form.html", {"form": form, "reasons": []})
    who: dict[str, Any] = {"person": member.own_person, "now": timezone.now(), "by": request.actor}
    if form.is_bound and form.is_valid() and not form.cleaned_data["sure"]:
        shown = _preview(request, form)  # before the trial, which leaves nothing
        if reasons := actions.refusals_of_plan(member.school, *_planned(form), **who):
            return show_form(request, "bookings/exam_form.html", form, reasons)
        return render_page(request, "bookings/exam_preview.html", shown)

    def save(_: dict[str, Any]) -> Exam:
        return actions.plan_exam(member.school, *_planned(form), **who)

    return form_page(
        request,
        form,
        save,
        template="bookings/exam_form.html",
        success=lambda made: f"« {made} » est prévu, et ses salles sont tenues.",
        next_page=lambda made: address("bookings:exam_page", uai, made.pk),
    )


def _planned(form: ExamForm) -> tuple[dict[str, Any], list[Slot], list[Bookable]]:
    """What is examined, when, and where."""
    given = form.cleaned_data
    values = {name: given[name] for name in ("name", "kind", "classes", "candidates")}
    return values, form.slots, list(given["things"])


def _preview(request: SchoolRequest, form: ExamForm) -> dict[str, Any]:
    things, values = list(form.cleaned_data["things"]), form.cleaned_data
    seats, displaced = seats_in(things), displaced_by(things, form.slots)
    return {
        "form": form,
        "values": values,
        "seats": seats,
        "missing": missing(values["candidates"], seats),
        "displaced": [one for one in displaced if not one.is_lesson],
        "lessons": [one for one in displaced if one.is_lesson],
        "sent": [(key, one) for key in request.POST for one in request.POST.getlist(key) if key in KEPT],
    }


KEPT = ("name", "kind", "classes", "candidates", "day", "codes", "things")


@require_safe
def exam_page(request: SchoolRequest, uai: str, exam: int) -> HttpResponse:
    found = _exam_or_404(request, exam)
    seats = [] if found.is_cancelled else seats_of(found)
    context = {
        "exam": found,
        "seats": seats,
        "missing": missing(found.candidates, seats),
        "bookings": bookings_of(found),
        "can_cancel": not found.is_cancelled and found.day >= request.today,
    }
    return render_page(request, "bookings/exam_page.html", context)


@require_POST
def exam_cancel(request: SchoolRequest, uai: str, exam: int) -> HttpResponse:
    found = _exam_or_404(request, exam)
    return button_page(
        request,
        lambda: actions.cancel_exam(found, now=timezone.now(), by=request.actor),
        success="L’examen est annulé : ce qu’il avait pris est rendu, le reste est libre.",
        next_page=address("bookings:exam_list", uai),
    )
