"""« Offres de formation »: what exists, for whoever looks; kept by whoever keeps the plan."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.forms.stale import version_of
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.training.actions import catalogue as actions
from fanal.training.forms.need import TrainingOfferForm
from fanal.training.models import TrainingOffer
from fanal.training.policies import plan as policies
from fanal.training.policies import session as session_policies
from fanal.training.views.pages import OFFERS, plan_form, trail_to


@dataclass(frozen=True, kw_only=True)
class TrainingOfferList(Page):
    template = "training/offer_list.html"
    fragment = "results"

    page: Paged
    school: School


@require_safe
def offer_list(request: SchoolRequest, uai: str) -> HttpResponse:
    """Those that are no longer proposed are read by whoever keeps them."""
    require(session_policies.read_sessions, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.keep_plan, to=request.actor)
    rows = TrainingOffer.objects.for_school(school).matching(request.GET.get("q", ""))
    shown = rows if policies.keep_plan(request.actor, None) else rows.offered()
    page = paginate(request, shown.select_related("subject").order_by("-is_open", "title"))
    return render(request, TrainingOfferList(page=page, school=school))


@require_http_methods(FORM)
def offer_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return plan_form(
        request,
        TrainingOfferForm(request.POST or None, school=school, initial={"is_open": True}),
        lambda values: actions.add_offer(school, values, by=request.actor),
        ("Ajouter une offre", "Enregistrer"),
        trail_to(uai, OFFERS, "training:offer_list"),
        right=(policies.keep_plan, None),
    )


@require_http_methods(FORM)
def offer_change(request: SchoolRequest, uai: str, training_offer: int) -> HttpResponse:
    school = request.member.school
    require(policies.keep_plan, request.actor, None)
    row = get_or_404(TrainingOffer.objects.for_school(school), pk=training_offer)
    form = TrainingOfferForm(request.POST or None, school=school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return plan_form(
        request,
        form,
        lambda values: actions.change_offer(row, values, by=request.actor, seen=seen),
        (row.title, "Enregistrer"),
        trail_to(uai, OFFERS, "training:offer_list"),
        right=(policies.keep_plan, row),
        seen=seen,
    )
