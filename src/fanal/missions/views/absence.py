"""« Absence »: from when until when, who answers, and the hours at which a référent is there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import Person
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.policies.school import add_person
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import get_or_404, render_page
from fanal.missions.actions import absence as actions
from fanal.missions.forms.absence import AbsenceForm, HourForm
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.policies import absence as policies
from fanal.missions.reading.absence import absences_of, answering, hours_of, left_alone, mark_uncovered

HOUR_ID = "hour_%s"  # two forms on one page


@require_safe
def absence_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_absences, request.actor, None)
    return _page(request)


def _own(request: SchoolRequest) -> Person | None:
    """Whoever says their own absence alone; the management says it for a référent."""
    member = request.member
    is_management = member.has(*MANAGEMENT) and not member.has(Role.DIGITAL_LEAD)
    return None if is_management else member.person


def _page(request: SchoolRequest, *, status: int = 200, **extra: Any) -> HttpResponse:
    school, today = request.member.school, request.today
    absences, hours = list(absences_of(school, today)), list(hours_of(school))
    mark_uncovered(absences)
    hour: Any
    annotate_permissions(absences, policies.end_absence, to=request.actor)
    for hour in hours:
        hour.is_own = hour.person_id == request.actor.person_id
    context: dict[str, Any] = {
        "absences": absences,
        "hours": hours,
        "answering": answering(school, today),
        "can_add": add_person(request.actor, school),
    }
    if "form" not in extra:
        context["form"] = AbsenceForm(school=school, own=_own(request), today=today)
    if request.member.has(Role.DIGITAL_LEAD):
        context["hour_form"] = HourForm(school=school, auto_id=HOUR_ID)
    return render_page(request, "missions/absence.html", context | extra, status=status)


@require_POST
def absence_declare(request: SchoolRequest, uai: str) -> HttpResponse:
    school, own = request.member.school, _own(request)
    now = on_day(request) | at_moment(request)
    form = AbsenceForm(request.POST, school=school, own=own, today=request.today)

    def declare(values: dict[str, Any]) -> None:
        made = actions.declare_absence(school, **values, **now)
        messages.success(request, "C’est dit : les collègues le liront en demandant de l’aide.")
        for other in left_alone(made):
            away = f"{made.person} devait répondre pour {other.person}, {other} : prévenez-vous."
            messages.warning(request, away)

    return form_page(
        request,
        form,
        declare,
        success="",
        next_page=address("absences:absence", uai),
        require=lambda: require(policies.read_absences, request.actor, None),
        show=lambda reasons: _page(request, form=form, reasons=reasons, status=422),
    )


@require_POST
def absence_end(request: SchoolRequest, uai: str, away: int) -> HttpResponse:
    def end() -> None:
        absence = get_or_404(Absence.objects.for_school(request.member.school), pk=away)
        actions.end_absence(absence, today=request.today, by=request.actor)

    home = address("absences:absence", uai)
    return button_page(request, end, success="L’absence n’est plus annoncée.", next_page=home)


@require_POST
def hour_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, person = request.member.school, request.member.own_person
    form = HourForm(request.POST, school=school, auto_id=HOUR_ID)
    return form_page(
        request,
        form,
        lambda values: actions.add_hour(school, person, values, by=request.actor),
        success=lambda made: "Ce créneau est annoncé." if made else "Ce créneau l’était déjà.",
        next_page=address("absences:absence", uai),
        require=lambda: require(policies.keep_hours, request.actor, person.pk if person else 0),
        show=lambda reasons: _page(request, hour_form=form, hour_reasons=reasons, status=422),
    )


@require_POST
def hour_remove(request: SchoolRequest, uai: str, hour: int) -> HttpResponse:
    def remove() -> None:
        presence_hour = get_or_404(PresenceHour.objects.for_school(request.member.school), pk=hour)
        actions.remove_hour(presence_hour, by=request.actor)

    return button_page(request, remove, success="", next_page=address("absences:absence", uai))
