"""« Plan de formation »: how many need what, what is asked of the académie; subjects and rules."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require, require_role
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.training.actions import catalogue as actions
from fanal.training.forms.need import LocalTrainingRulesForm, TrainingSubjectForm, WordsSortedForm
from fanal.training.models import LocalTraining, LocalTrainingRules, TrainingNeed, TrainingSubject
from fanal.training.policies import plan as policies
from fanal.training.reading.plan import (
    RULE_FIELDS,
    RulesInForce,
    proposed_words,
    rules_in_force,
    subjects_with_needs,
)
from fanal.training.rules.need import NeedsCampaign, campaign_of
from fanal.training.views.pages import PLAN, plan_form, trail_to

WORDS_SHOWN = 40
REQUESTS_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class TrainingPlanPage(Page):
    template = "training/plan.html"

    page: Paged
    in_force: RulesInForce
    campaign: NeedsCampaign
    requests: list[LocalTraining]
    proposed: list[TrainingNeed]
    smallest: int


@require_safe
def plan(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_plan, request.actor, None)
    school = request.member.school
    in_force = rules_in_force(school)
    subjects = subjects_with_needs(school, in_force.rules, request.today)
    requests = LocalTraining.objects.for_school(school).latest_first().select_related("subject")
    page = TrainingPlanPage(
        page=paginate(request, subjects),
        in_force=in_force,
        campaign=campaign_of(request.today),
        requests=list(requests[:REQUESTS_SHOWN]),
        proposed=list(proposed_words(school, request.today)[:WORDS_SHOWN]),
        smallest=school.smallest_group,
    )
    return render(request, page)


@require_POST
def subjects_begin(request: SchoolRequest, uai: str) -> HttpResponse:
    return button_page(
        request,
        lambda: actions.take_first_subjects(request.member.school, by=request.actor),
        success="Les sujets sont proposés à vos collègues. Modifiez-les comme vous voulez.",
        next_page=address("training:plan", uai),
    )


@require_http_methods(FORM)
def subject_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    return plan_form(
        request,
        TrainingSubjectForm(request.POST or None, school=school, initial={"is_offered": True}),
        lambda values: actions.add_subject(school, values, by=request.actor),
        ("Ajouter un sujet", "Enregistrer"),
        trail_to(uai, PLAN, "training:plan"),
        right=(policies.keep_plan, None),
    )


@require_http_methods(FORM)
def subject_change(request: SchoolRequest, uai: str, training_subject: int) -> HttpResponse:
    school = request.member.school
    require_role(policies.keep_plan, request.actor)
    row = get_or_404(TrainingSubject.objects.for_school(school), pk=training_subject)
    form = TrainingSubjectForm(request.POST or None, school=school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    return plan_form(
        request,
        form,
        lambda values: actions.change_subject(row, values, by=request.actor, seen=seen),
        (row.name, "Enregistrer"),
        trail_to(uai, PLAN, "training:plan"),
        right=(policies.keep_plan, row),
        seen=seen,
    )


@require_http_methods(FORM)
def words_sort(request: SchoolRequest, uai: str, training_need: int) -> HttpResponse:
    """The words are read without a name, for whoever keeps the plan."""
    school = request.member.school
    require(policies.keep_plan, request.actor, None)
    need = get_or_404(proposed_words(school, request.today), pk=training_need)
    return plan_form(
        request,
        WordsSortedForm(request.POST or None, school=school),
        lambda values: actions.sort_words(_whole(need), values["under"], **on_day(request)),
        (f"« {need.words} »", "Ranger"),
        trail_to(uai, PLAN, "training:plan"),
        right=(policies.keep_plan, None),
        success="Ce besoin est rangé : il compte sous ce sujet dès lundi.",
        detail="Il manque un sujet ? Ajoutez-le d’abord au plan.",
    )


def _whole(need: TrainingNeed) -> TrainingNeed:
    return TrainingNeed(pk=need.pk, school_id=need.school_id)


@require_http_methods(FORM)
def rules_change(request: SchoolRequest, uai: str) -> HttpResponse:
    school, in_force = request.member.school, None
    row = LocalTrainingRules.objects.for_school(school).first()
    if row is None:
        in_force = rules_in_force(school).rules
    initial = {name: getattr(in_force, name) for name in RULE_FIELDS} if in_force else {}
    return plan_form(
        request,
        LocalTrainingRulesForm(request.POST or None, school=school, instance=row, initial=initial),
        lambda values: actions.keep_rules(school, values, by=request.actor),
        ("Règles de l’académie", "Enregistrer"),
        trail_to(uai, PLAN, "training:plan"),
        right=(policies.keep_plan, None),
        detail="Seuil, dates et canal changent d’une académie à l’autre : dites où vous les avez lus.",
    )
