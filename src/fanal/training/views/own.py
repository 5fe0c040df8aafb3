"""« Ma formation »: what I need in three taps, what fits me, where I am enrolled."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, Paged, render
from fanal.training.actions import need as actions
from fanal.training.forms.need import TrainingNeedForm
from fanal.training.models import TrainingNeed
from fanal.training.policies import plan as policies
from fanal.training.reading.own import OrientedNeed, oriented, own_needs, own_registrations
from fanal.training.rules.need import MOST_NEEDS


@dataclass(frozen=True, kw_only=True)
class OwnTrainingPage(Page):
    template = "training/own.html"

    needs: list[OrientedNeed]
    page: Paged

    @property
    def may_add(self) -> bool:
        return len(self.needs) < MOST_NEEDS


@require_safe
def own_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """Private: neither the team nor the management reads it."""
    require(policies.keep_own_needs, request.actor, None)
    needs = own_needs(request.member)
    page = OwnTrainingPage(
        needs=oriented(request.member, needs, timezone.now()),
        page=paginate(request, own_registrations(request.member), per_page=10),
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class TrainingNeedPage(FormPage):
    template = "training/need_form.html"


@require_http_methods(FORM)
def need_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return form_page(
        request,
        TrainingNeedPage(form=TrainingNeedForm(request.POST or None, school=school)),
        lambda values: actions.declare_need(school, request.member.own_person, values, **on_day(request)),
        success=_words_of_answer,
        next_page=address("training:own_page", uai),
        require=lambda: require(policies.keep_own_needs, request.actor, None),
    )


def _words_of_answer(need: TrainingNeed) -> str:
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
        lambda: actions.withdraw_need(need, **on_day(request)),
        success="Le besoin est retiré : il n’en reste rien.",
        next_page=address("training:own_page", uai),
    )
