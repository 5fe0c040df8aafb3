"""« Absence »: from when until when, who answers, and the hours at which a référent is there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import Person
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import already_submitted, get_or_404, remember_answer, render_page
from fanal.missions import actions, policies
from fanal.missions.forms.absence import AbsenceForm, HourForm
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.reading.absence import absences_of, answering, hours_of, left_alone, mark_uncovered
from fanal.missions.views.sections import sections


@require_safe
def absence_page(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_absences, request.actor, None)
    return _page(request)


def _own(request: HttpRequest) -> Person | None:
    """Whoever says their own absence alone; the management says it for a référent."""
    member = request.member
    is_management = member.has(*MANAGEMENT) and not member.has(Role.DIGITAL_LEAD)
    return None if is_management else member.person


def _page(request: HttpRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    school, today = request.member.school, request.today
    absences, hours = list(absences_of(school, today)), list(hours_of(school))
    mark_uncovered(absences)
    annotate_permissions(absences, policies.end_absence, to=request.actor)
    for hour in hours:
        hour.is_own = hour.person_id == request.actor.person_id
    context: dict[str, Any] = {
        "absences": absences,
        "hours": hours,
        "sections": sections(request, "absence"),
        "answering": answering(school, today),
    }
    if "form" not in extra:
        context["form"] = AbsenceForm(school=school, own=_own(request), today=today)
    if request.member.has(Role.DIGITAL_LEAD):
        context["hour_form"] = HourForm(auto_id="hour_%s")
    return render_page(request, "missions/absence.html", context | extra, status=status)


@require_POST
def absence_declare(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_absences, request.actor, None)
    school, today, reasons = request.member.school, request.today, list[str]()
    form = AbsenceForm(request.POST, school=school, own=_own(request), today=today)
    if form.is_valid():
        if seen := already_submitted(request):
            return redirect(seen)
        with reasons_of_refusal() as reasons:
            now = timezone.now()
            made = actions.declare_absence(school, form.leave(), today=today, now=now, by=request.actor)
            messages.success(request, "C’est dit : les collègues le liront en demandant de l’aide.")
            for other in left_alone(made):
                messages.warning(
                    request, f"{made.person} devait répondre pour {other.person}, {other} : prévenez-vous."
                )
            return remember_answer(request, address("absences:absence", uai))
    return _page(request, form=form, reasons=reasons, status=422)


@require_POST
def absence_end(request: HttpRequest, uai: str, away: int) -> HttpResponse:
    if seen := already_submitted(request):
        return redirect(seen)
    absence = get_or_404(Absence.objects.for_school(request.member.school), pk=away)
    actions.end_absence(absence, today=request.today, by=request.actor)
    messages.success(request, "L’absence n’est plus annoncée.")
    return remember_answer(request, address("absences:absence", uai))


@require_POST
def hour_add(request: HttpRequest, uai: str) -> HttpResponse:
    person, form, reasons = request.member.person, HourForm(request.POST, auto_id="hour_%s"), list[str]()
    require(policies.keep_hours, request.actor, person.pk if person else 0)
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            made = actions.add_hour(request.member.school, person, form.presence(), by=request.actor)
            messages.success(request, "Ce créneau est annoncé." if made else "Ce créneau l’était déjà.")
            return redirect("absences:absence", uai)
    return _page(request, hour_form=form, hour_reasons=reasons, status=422)


@require_POST
def hour_remove(request: HttpRequest, uai: str, hour: int) -> HttpResponse:
    if seen := already_submitted(request):
        return redirect(seen)
    presence_hour = get_or_404(PresenceHour.objects.for_school(request.member.school), pk=hour)
    actions.remove_hour(presence_hour, by=request.actor)
    return remember_answer(request, address("absences:absence", uai))
