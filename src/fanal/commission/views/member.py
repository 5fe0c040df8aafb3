"""The members of the commission, and those who speak for a partner."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.commission.actions import member as actions
from fanal.commission.forms.meeting import CommissionMemberForm
from fanal.commission.models import CommissionMember
from fanal.commission.policies import meeting as policies
from fanal.commission.rules.meeting import Circle
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import SAVED, form_page
from fanal.core.pages.page import ChangePage, Page, Paged, render


@dataclass(frozen=True, kw_only=True)
class CommissionMemberList(Page):
    template = "commission/member_list.html"

    page: Paged
    chips: list[FilterChip]
    school: School


@require_safe
def member_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_commission, request.actor, None)
    school, today = request.member.school, request.today
    is_past = request.GET.get("vue") == "anciens"
    asked = request.GET.get("cercle", "")
    circle = asked if asked in {circle.value for circle in Circle} else ""
    rows = CommissionMember.objects.for_school(school)
    rows = rows.filter(ends_on__lt=today) if is_past else rows.exclude(ends_on__lt=today)
    rows = rows.filter(circle=circle) if circle else rows
    annotate_permissions([school], policies.keep_members, to=request.actor)
    members = CommissionMemberList(
        page=paginate(request, rows.by_name()),
        chips=_chips(circle, is_past=is_past),
        school=school,
    )
    return render(request, members)


def _chips(circle: str, *, is_past: bool) -> list[FilterChip]:
    return [
        FilterChip("Tous", ".", None, current=not circle and not is_past),
        *(FilterChip(each.label, f"?cercle={each}", None, current=circle == each) for each in Circle),
        FilterChip("Anciens", "?vue=anciens", None, current=is_past),
    ]


@dataclass(frozen=True, kw_only=True)
class CommissionMemberFormPage(ChangePage):
    template = "commission/member_form.html"

    title: str


@require_http_methods(FORM)
def member_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    start = {"circle": Circle.COMMISSION, "starts_on": request.today, "has_voice": True}
    form = CommissionMemberForm(request.POST or None, school=school, initial=start)
    return form_page(
        request,
        CommissionMemberFormPage(form=form, title="Ajouter un membre"),
        lambda values: actions.add_member(school, values, **on_day(request)),
        success=lambda member: f"{member} siège désormais.",
        next_page=address("commission:member_list", uai),
        require=lambda: require(policies.keep_members, request.actor, None),
    )


@require_http_methods(FORM)
def member_change(request: SchoolRequest, uai: str, commission_member: int) -> HttpResponse:
    require(policies.read_commission, request.actor, None)
    school = request.member.school
    rows = CommissionMember.objects.for_school(school).select_related("person")
    member = get_or_404(rows, pk=commission_member)
    form = CommissionMemberForm(request.POST or None, school=school, instance=member)
    seen = request.POST.get("seen") or version_of(member, form.fields)
    return form_page(
        request,
        CommissionMemberFormPage(form=form, title=f"Modifier {member}", seen=seen),
        lambda values: actions.change_member(member, values, **on_day(request), seen=seen),
        success=SAVED,
        next_page=address("commission:member_list", uai),
        require=lambda: require(policies.keep_members, request.actor, member),
    )
