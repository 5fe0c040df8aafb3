"""On a school's own pages: who stands above it, and what the head lets them read."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.actions.partners import close_to_partner, reopen_to_partner
from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.policies.school import appoint_dpo as may_appoint
from fanal.accounts.policies.school import end_partner_access as may_end
from fanal.accounts.policies.school import share_indicators as may_share
from fanal.accounts.reading.requests import SchoolRequest, on_day, on_day_at_moment
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.http.answers import found_or_404
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.overview.forms.partner import EndForm
from fanal.overview.policies import partners as policies
from fanal.overview.reading.above import Above, partners_of, technician_of
from fanal.schools.actions.sharing import appoint_dpo, share_indicators


@dataclass(frozen=True, kw_only=True)
class PartnerList(Page):
    template = "overview/partner_list.html"

    school: School
    above: Above


@require_safe
def partner_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.see_partners, request.actor, None)
    school = request.member.school
    annotate_permissions([school], may_share, may_appoint, may_end, to=request.actor)
    above = partners_of(school, request.today)
    for technician in above.technicians:
        technician.end_form = EndForm(auto_id=f"technician-{technician.pk}-%s")
    return render(request, PartnerList(school=school, above=above))


@require_POST
def indicators_share(request: SchoolRequest, uai: str) -> HttpResponse:
    """The button says which, so that a second press changes nothing."""
    is_shared, stamp = request.POST.get("choice") == "yes", on_day(request)
    return button_page(
        request,
        lambda: share_indicators(request.member.school, is_shared, **stamp),
        success="Partage ouvert à l’académie."
        if is_shared
        else "Partage arrêté. L’académie ne lit plus rien.",
        next_page=address("sharing:partner_list", uai),
    )


@require_POST
def dpo_appoint(request: SchoolRequest, uai: str) -> HttpResponse:
    is_appointed, stamp = request.POST.get("choice") == "yes", on_day(request)
    return button_page(
        request,
        lambda: appoint_dpo(request.member.school, is_appointed, **stamp),
        success="Le DPD de l’académie est désigné." if is_appointed else "La désignation du DPD est retirée.",
        next_page=address("sharing:partner_list", uai),
    )


@require_POST
def partner_end(request: SchoolRequest, uai: str, partner: int) -> HttpResponse:
    """Without a day, at once: an open tab and a token of theirs open nothing from the next request on."""
    school, form = request.member.school, EndForm(request.POST)
    require(may_end, request.actor, school)
    technician = found_or_404(technician_of(school, partner, request.today))
    if not form.is_valid():
        raise RuleBroken("Cette date n’en est pas une. Sans date, l’accès s’arrête tout de suite.")
    day, stamp = form.cleaned_data["day"], on_day_at_moment(request)
    when = f"s’arrêtera après le {day:%d/%m/%Y}" if day else "est arrêté"
    return button_page(
        request,
        lambda: close_to_partner(school, technician, day, **stamp),
        success=f"L’accès de {technician.name} à cet établissement {when}.",
        next_page=address("sharing:partner_list", uai),
    )


@require_POST
def partner_reopen(request: SchoolRequest, uai: str, partner: int) -> HttpResponse:
    school = request.member.school
    require(may_end, request.actor, school)
    technician = found_or_404(technician_of(school, partner, request.today))
    return button_page(
        request,
        lambda: reopen_to_partner(school, technician, by=request.actor),
        success=f"{technician.name} entre de nouveau dans cet établissement.",
        next_page=address("sharing:partner_list", uai),
    )
