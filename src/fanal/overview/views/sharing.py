"""On a school's own pages: who stands above it, and what the head lets them read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.actions import appoint_dpo, share_indicators
from fanal.accounts.policies import appoint_dpo as may_appoint
from fanal.accounts.policies import share_indicators as may_share
from fanal.accounts.rights import offer, require
from fanal.core.http import render_page, sent_before
from fanal.overview import policies
from fanal.overview.reading.above import partners_of


@require_safe
def partner_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.see_partners, request.actor, None)
    school = request.member.school
    offer([school], may_share, may_appoint, to=request.actor)
    context = {"school": school, "above": partners_of(school, request.today)}
    return render_page(request, "overview/partner_list.html", context)


@require_POST
def indicators_share(request: HttpRequest, uai: str) -> HttpResponse:
    """The button says which, so that a second press changes nothing."""
    is_shared = request.POST.get("choice") == "yes"
    if sent_before(request) is None:
        share_indicators(request.member.school, is_shared, today=request.today, by=request.actor)
        said = "Partage ouvert à l’académie." if is_shared else "Partage arrêté. L’académie ne lit plus rien."
        messages.success(request, said)
    return redirect("sharing:partner_list", uai)


@require_POST
def dpo_appoint(request: HttpRequest, uai: str) -> HttpResponse:
    is_appointed = request.POST.get("choice") == "yes"
    if sent_before(request) is None:
        appoint_dpo(request.member.school, is_appointed, today=request.today, by=request.actor)
        said = "Le DPD de l’académie est désigné." if is_appointed else "La désignation du DPD est retirée."
        messages.success(request, said)
    return redirect("sharing:partner_list", uai)
