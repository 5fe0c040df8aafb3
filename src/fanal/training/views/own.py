"""« Ma formation »: what I need in three taps, what fits me, where I am enrolled."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.training.actions import need as actions
from fanal.training.forms.need import TrainingNeedForm
from fanal.training.models import TrainingNeed
from fanal.training.policies import plan as policies
from fanal.training.reading.own import oriented, own_needs, own_registrations
from fanal.training.rules.need import MOST_NEEDS


@require_safe
def own_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """Private: neither the team nor the management reads it."""
    require(policies.keep_own_needs, request.actor, None)
    needs = own_needs(request.member)
    context = {
        "needs": oriented(request.member, needs, timezone.now()),
        "may_add": len(needs) < MOST_NEEDS,
        "page": paginate(request, own_registrations(request.member), per_page=10),
    }
    return render_page(request, "training/own.html", context)


@require_http_methods(FORM)
def need_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return form_page(
        request,
        TrainingNeedForm(request.POST or None, school=school),
        lambda values: actions.declare_need(school, request.member.own_person, values, **on_day(request)),
        template="training/need_form.html",
        success=_kept_words,
        next_page=address("training:own_page", uai),
        require=lambda: require(policies.keep_own_needs, request.actor, None),
    )


def _kept_words(need: TrainingNeed) -> str:
    if not need.replaced:
        return "C’est noté. Voici ce qui pourrait vous convenir."
    if need.replaced == need.wish:
        return "Vous aviez déjà dit ce besoin : rien n’a changé."
    return f"Vous aviez déjà dit ce besoin ({need.replaced}) : ce que vous venez de choisir le remplace."


@require_POST
def need_withdraw(request: SchoolRequest, uai: str, training_need: int) -> HttpResponse:
    need = get_or_404(TrainingNeed.objects.visible_to(request.member), pk=training_need)
    return button_page(
        request,
        lambda: actions.withdraw_need(need, by=request.actor),
        success="Le besoin est retiré : il n’en reste rien.",
        next_page=address("training:own_page", uai),
    )
