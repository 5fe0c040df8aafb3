"""« Les personnes »: the list, one person, and what changes who they are here."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts import actions, policies
from fanal.accounts.forms.people import ArrivalForm, CardForm, OwnCardForm, starting
from fanal.accounts.models import Person
from fanal.accounts.models.colleague import Colleague, colleague_of, colleagues
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.rules.granting import grantable
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.accounts.sign_in.school_switcher import remember_name
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import (
    FORM,
    already_submitted,
    get_or_404,
    paginate,
    remember_answer,
    render_page,
)
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.registry import PANEL, registered

GESTURES = (
    policies.change_person,
    policies.change_functions,
    policies.invite_colleague,
    policies.withdraw_invitation,
    policies.note_departure,
    policies.take_back,
)
WITHDRAWN = "L’adresse a changé : renvoyez l’invitation. Le lien n’ouvre plus rien à qui l’a reçu à"


@require_safe
def person_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.see_people, request.actor, None)
    role, has_left = request.GET.get("fonction", ""), request.GET.get("vue") == "partis"
    people = Person.objects.for_school(request.member.school).named(request.GET.get("q", ""))
    people = people.gone() if has_left else people.present()
    if role in Role.values:
        people = people.holding_role(role, request.today)
    page = paginate(request, people.by_name())
    listed, now = colleagues(page, request.member.school.pk, today=request.today), timezone.now()
    context = {
        "page": page,
        "rows": [(colleague, *colleague.state_at(now)) for colleague in listed],
        "chips": _chips(role, has_left),
        "can_add": policies.add_person(request.actor, request.member.school),
    }
    return render_page(request, "accounts/person_list.html", context, fragment="results")


def _chips(role: str, has_left: bool) -> list[dict[str, Any]]:
    chips = [{"label": "Toutes", "url": "?", "current": not role and not has_left}]
    chips += [
        {"label": option.label, "url": f"?fonction={option.value}", "current": role == option.value}
        for option in Role
        if option in EVERYONE
    ]
    return [*chips, {"label": "Partis", "url": "?vue=partis", "current": has_left}]


def colleague_or_404(request: HttpRequest, person: int) -> Colleague:
    """This person of the school, for its team or for themselves; 404 for anybody else."""
    school = request.member.school
    row = get_or_404(Person.objects.for_school(school).select_related("school"), pk=person)
    if not policies.see_people(request.actor, None) and request.actor.person_id != row.pk:
        raise Http404
    return colleague_of(row, today=request.today)


@require_safe
def person_page(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    return show(request, colleague_or_404(request, person))


def show(request: HttpRequest, colleague: Colleague, *, reasons: list[str] | None = None) -> HttpResponse:
    """The page of somebody, with why a gesture was refused."""
    annotate_permissions([colleague], *GESTURES, to=request.actor)
    tone, words = colleague.state_at(timezone.now())
    panels = [panel for make in registered(PANEL) if (panel := make(request.member, colleague.person))]
    context = {
        "colleague": colleague,
        "tone": tone,
        "words": words,
        "reasons": reasons or [],
        "panels": panels,
        "is_me": request.actor.person_id == colleague.person.pk,
        "sees_all": policies.see_people(request.actor, None),
    }
    return render_page(request, "accounts/person_page.html", context, status=422 if reasons else 200)


@needs_fresh_proof
@require_http_methods(FORM)
def person_add(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.add_person, request.actor, request.member.school)
    may_give, sent = grantable(request.actor.roles), request.POST if request.method == "POST" else None
    form = ArrivalForm(sent, may_give=may_give, initial=starting(request.today))
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons, transaction.atomic():
            return _added(request, uai, form)
    return form_page(request, "Ajouter une personne", form, "Ajouter", reasons=reasons)


def _added(request: HttpRequest, uai: str, form: ArrivalForm) -> HttpResponse:
    if (seen := already_submitted(request)) is not None:
        return redirect(seen)
    stamp = {"today": request.today, "by": request.actor}
    person = actions.add_person(request.member.school, form.card(), form.functions(), **stamp)
    if form.cleaned_data["invites"]:
        actions.invite_colleague(person, now=timezone.now(), **stamp)
        messages.success(request, as_far_as_it_went(f"L’invitation part à {person.email}."))
    return remember_answer(request, reverse("people:person_page", args=[uai, person.pk]))


@require_http_methods(FORM)
def person_change(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    require(policies.change_person, request.actor, colleague)
    initial = CardForm.initial_of(colleague.person)
    form = CardForm(request.POST if request.method == "POST" else None, initial=initial)
    reasons: list[str] = []
    if form.is_valid():
        with reasons_of_refusal() as reasons:
            stamp = {"today": request.today, "now": timezone.now(), "by": request.actor}
            changed = actions.change_card(colleague.person, form.card(), **stamp)
            if colleague.invitation and colleague.invitation.email.lower() != changed.email:
                messages.warning(request, f"{WITHDRAWN} {colleague.invitation.email}.")
            return redirect("people:person_page", uai, person)
    return form_page(
        request, f"Modifier la fiche de {colleague.person}", form, "Enregistrer", colleague, reasons
    )


@require_safe
def own_card(request: HttpRequest, uai: str) -> HttpResponse:
    if request.actor.person_id is None:
        raise Http404
    return redirect("people:person_page", uai, request.actor.person_id)


@require_http_methods(FORM)
def own_card_change(request: HttpRequest, uai: str) -> HttpResponse:
    if request.member.person is None:
        raise Http404
    me = request.member.person
    form = OwnCardForm(request.POST if request.method == "POST" else None, initial=OwnCardForm.initial_of(me))
    if form.is_valid():
        remember_name(request, str(actions.change_own_card(me, form.card(), by=request.actor)))
        return redirect("people:person_page", uai, me.pk)
    return form_page(request, "Corriger ma fiche", form, "Enregistrer", colleague_of(me, today=request.today))


@require_POST
def person_return(request: HttpRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    with reasons_of_refusal() as reasons:
        actions.take_back(colleague.person, today=request.today, by=request.actor)
    return (
        show(request, colleague_or_404(request, person), reasons=reasons)
        if reasons
        else redirect("people:person_page", uai, person)
    )


def form_page(
    request: HttpRequest,
    title: str,
    form: Any,
    label: str,
    colleague: Colleague | None = None,
    reasons: list[str] | None = None,
    **more: Any,
) -> HttpResponse:
    """One form about somebody, with what is wrong in it; nothing typed is lost."""
    context = {
        "title": title,
        "form": form,
        "label": label,
        "colleague": colleague,
        "reasons": reasons or [],
        **more,
    }
    is_refused = form.is_bound and (form.errors or reasons)
    return render_page(request, "accounts/person_form.html", context, status=422 if is_refused else 200)
