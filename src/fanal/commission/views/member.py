"""The members of the commission, and those who speak for a partner."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.commission.actions import member as actions
from fanal.commission.forms.meeting import CommissionMemberForm
from fanal.commission.models import CommissionMember
from fanal.commission.policies import meeting as policies
from fanal.commission.rules.meeting import Circle
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.stale import version_of


@require_safe
def member_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_commission, request.actor, None)
    rows = CommissionMember.objects.for_school(request.member.school)
    is_past = request.GET.get("vue") == "anciens"
    shown = rows.filter(ends_on__lt=request.today) if is_past else rows.exclude(ends_on__lt=request.today)
    asked = request.GET.get("cercle", "")
    circle = asked if asked in {circle.value for circle in Circle} else ""
    listed = shown.filter(circle=circle) if circle else shown
    page = paginate(request, listed.by_name())
    annotate_permissions([request.member.school], policies.keep_members, to=request.actor)
    chips = [
        {"label": "Tous", "url": ".", "count": None, "current": not circle and not is_past},
        *(
            {"label": each.label, "url": f"?cercle={each}", "count": None, "current": circle == each}
            for each in Circle
        ),
        {"label": "Anciens", "url": "?vue=anciens", "count": None, "current": is_past},
    ]
    context = {"page": page, "chips": chips, "school": request.member.school}
    return render_page(request, "commission/member_list.html", context)


@require_http_methods(FORM)
def member_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    start = {"circle": Circle.COMMISSION, "starts_on": request.today, "has_voice": True}
    return form_page(
        request,
        CommissionMemberForm(request.POST or None, school=school, initial=start),
        lambda values: actions.add_member(school, values, **on_day(request)),
        template="commission/member_form.html",
        success=lambda made: f"{made} siège désormais.",
        next_page=address("commission:member_list", uai),
        context={"title": "Ajouter un membre"},
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
        form,
        lambda values: actions.change_member(member, values, **on_day(request), seen=seen),
        template="commission/member_form.html",
        success=SAVED,
        next_page=address("commission:member_list", uai),
        context={"title": f"Modifier {member}", "seen": seen},
        require=lambda: require(policies.keep_members, request.actor, member),
    )
