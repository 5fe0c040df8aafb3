"""« Absence »: from when until when, who answers, and the hours at which a référent is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import annotate_permissions, require, require_role
from fanal.accounts.policies.school import add_person
from fanal.accounts.reading.answering import Answering
from fanal.accounts.reading.requests import SchoolRequest, on_day_at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import Page, render
from fanal.missions.actions import absence as actions
from fanal.missions.forms.absence import AbsenceForm, HourForm
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.policies import absence as policies
from fanal.missions.reading.absence import absences_of, answering, hours_of, left_alone, uncovered_among

HOUR_ID = "hour_%s"  # two forms on one page


@dataclass(frozen=True, kw_only=True)
class AbsencePage(Page):
    """`uncovered`: the keys of the absences whose substitute is away too.

    `hour_form`: None for whoever has no hours; `hour_reasons`: why one was refused.
    """

    template = "missions/absence.html"

    school: School
    absences: list[Absence]
    uncovered: frozenset[int]
    hours: list[PresenceHour]
    answering: Answering
    form: AbsenceForm
    reasons: list[str]
    hour_form: HourForm | None
    hour_reasons: list[str]

    def is_refused(self) -> bool:
        return self.form.is_bound or (self.hour_form is not None and self.hour_form.is_bound)


@require_safe
def absence_page(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_absences, request.actor, None)
    return _show(request, form=_absence_form(request), hour_form=_hour_form(request))


def _show(
    request: SchoolRequest,
    *,
    form: AbsenceForm,
    hour_form: HourForm | None,
    reasons: Sequence[str] = (),
    hour_reasons: Sequence[str] = (),
) -> HttpResponse:
    school, today = request.member.school, request.today
    absences = list(absences_of(school, today))
    annotate_permissions(absences, policies.end_absence, to=request.actor)
    annotate_permissions([school], add_person, to=request.actor)
    page = AbsencePage(
        school=school,
        absences=absences,
        uncovered=uncovered_among(absences),
        hours=list(hours_of(school)),
        answering=answering(school, today),
        form=form,
        reasons=list(reasons),
        hour_form=hour_form,
        hour_reasons=list(hour_reasons),
    )
    return render(request, page)


def _absence_form(request: SchoolRequest, data: QueryDict | None = None) -> AbsenceForm:
    """Make the form: a référent says their own absence alone, the management that of a référent."""
    member = request.member
    own = None if member.has(*MANAGEMENT) else member.person
    initial = {"person": member.person and member.person.pk}  # of a head who is a référent too
    return AbsenceForm(data, school=member.school, own=own, initial=initial, today=request.today)


def _hour_form(request: SchoolRequest) -> HourForm | None:
    is_lead = request.member.has(Role.DIGITAL_LEAD)
    return HourForm(school=request.member.school, auto_id=HOUR_ID) if is_lead else None


@require_POST
def absence_declare(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day_at_moment(request)
    form = _absence_form(request, request.POST)

    def declare(values: dict[str, Any]) -> None:
        absence = actions.declare_absence(school, **values, **stamp)
        messages.success(request, "C’est dit : les collègues le liront en demandant de l’aide.")
        for other in left_alone(absence):
            messages.warning(request, _left_alone_words(request, absence, other))

    return form_page(
        request,
        form,
        declare,
        success="",
        next_page=address("absences:absence", uai),
        require=lambda: require(policies.read_absences, request.actor, None),
        show=lambda reasons: _show(request, form=form, hour_form=_hour_form(request), reasons=reasons),
    )


def _left_alone_words(request: SchoolRequest, absence: Absence, other: Absence) -> str:
    """Somebody was to answer for a colleague, and is now away too."""
    if absence.person == request.member.person:
        return f"Vous deviez répondre pour {other.person}, {other} : dites-le-lui."
    return f"{absence.person} devait répondre pour {other.person}, {other} : dites-le-leur."


@require_POST
def absence_end(request: SchoolRequest, uai: str, absence: int) -> HttpResponse:
    require_role(policies.end_absence, request.actor)

    def end() -> None:
        announced = get_or_404(Absence.objects.for_school(request.member.school), pk=absence)
        actions.end_absence(announced, today=request.today, by=request.actor)

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
        success=lambda hour: "Ce créneau est annoncé." if hour else "Ce créneau l’était déjà.",
        next_page=address("absences:absence", uai),
        require=lambda: require(policies.keep_hours, request.actor, person.pk if person else 0),
        show=lambda reasons: _show(
            request, form=_absence_form(request), hour_form=form, hour_reasons=reasons
        ),
    )


@require_POST
def hour_remove(request: SchoolRequest, uai: str, hour: int) -> HttpResponse:
    require_role(policies.keep_hours, request.actor)

    def remove() -> None:
        presence_hour = get_or_404(PresenceHour.objects.for_school(request.member.school), pk=hour)
        actions.remove_hour(presence_hour, by=request.actor)

    return button_page(request, remove, success="", next_page=address("absences:absence", uai))
