"""« Les personnes »: the list, one person, and what changes who they are here."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import Person
from fanal.accounts.models.colleague import Colleague, colleague_of, colleagues
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.accounts.rules.granting import grantable
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.accounts.sign_in.school_switcher import remember_name
from fanal.core.addresses import address
from fanal.core.form_page import Context, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.panels import panels_of
from fanal.core.words import number_of
from fanal.people.actions.joining import invite_colleague
from fanal.people.actions.people import add_person, change_card, change_own_card, take_back
from fanal.people.forms.people import CARD, ArrivalForm, CardForm, OwnCardForm
from fanal.people.reading.takeover import replaceable, replaced_by, taken_over
from fanal.people.reading.without_access import without_access

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
def person_list(request: SchoolRequest, uai: str) -> HttpResponse:
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
        # Above the list alone: what is searched does not ask for it.
        "to_invite": SimpleLazyObject(
            lambda: without_access(request.member.school, request.actor, today=request.today, now=now)
        ),
        "can_add": policies.add_person(request.actor, request.member.school),
    }
    return render_page(request, "people/person_list.html", context, fragment="results")


def _chips(role: str, has_left: bool) -> list[dict[str, Any]]:
    chips = [{"label": "Toutes", "url": "?", "current": not role and not has_left}]
    chips += [
        {"label": option.label, "url": f"?fonction={option.value}", "current": role == option.value}
        for option in Role
        if option in EVERYONE
    ]
    return [*chips, {"label": "Partis", "url": "?vue=partis", "current": has_left}]


def colleague_or_404(request: SchoolRequest, person: int) -> Colleague:
    """This person of the school, for its team or for themselves; 404 for anybody else."""
    school = request.member.school
    row = get_or_404(Person.objects.for_school(school).select_related("school"), pk=person)
    if not policies.see_people(request.actor, None) and request.actor.person_id != row.pk:
        raise Http404
    return colleague_of(row, today=request.today)


@require_safe
def person_page(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    return show(request, colleague_or_404(request, person), [])


def show(request: SchoolRequest, colleague: Colleague, reasons: list[str]) -> HttpResponse:
    """The page of somebody, with why a gesture was refused."""
    annotate_permissions([colleague], *GESTURES, to=request.actor)
    tone, words = colleague.state_at(timezone.now())
    panels = panels_of(request.member, colleague.person)
    context = {
        "colleague": colleague,
        "tone": tone,
        "words": words,
        "reasons": reasons,
        "panels": panels,
        "replaced_by": replaced_by(colleague.person, request.today),
        "can_add": policies.add_person(request.actor, request.member.school),
        "is_me": request.actor.person_id == colleague.person.pk,
        "sees_all": policies.see_people(request.actor, None),
    }
    return render_page(request, "people/person_page.html", context)


@needs_fresh_proof
@require_http_methods(FORM)
def person_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day(request)
    given = grantable(request.actor.roles)
    form = ArrivalForm(
        request.POST or None, school=school, may_give=given, initial=_first_arrival(request, given)
    )

    @transaction.atomic
    def save(values: dict[str, Any]) -> Person:
        person = add_person(school, {name: values[name] for name in CARD}, form.functions(), **stamp)
        if values["invites"]:
            invite_colleague(person, now=timezone.now(), **stamp)
            messages.success(request, as_far_as_it_went(f"L’invitation part à {person.email}."))
        return person

    return form_page(
        request,
        form,
        save,
        template="people/person_arrival.html",
        success="",
        next_page=lambda person: address("people:person_page", uai, person.pk),
        require=lambda: require(policies.add_person, request.actor, school),
    )


def _first_arrival(request: SchoolRequest, given: frozenset[str]) -> dict[str, Any]:
    """What is proposed at first: with `?replaces=`, what this colleague does here."""
    pk = number_of(request.GET.get("replaces", ""))
    replaced = replaceable(request.member.school).filter(pk=pk).first() if pk else None
    if replaced is None:
        return {"valid_from": request.today}
    return taken_over(replaced, may_give=given, today=request.today)


@require_http_methods(FORM)
def person_change(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    form = CardForm(request.POST or None, school=request.member.school, instance=colleague.person)
    stamp = on_day(request) | at_moment(request)

    def save(values: dict[str, Any]) -> Person:
        changed = change_card(colleague.person, values, **stamp)
        if colleague.invitation and colleague.invitation.email.lower() != changed.email:
            messages.warning(request, f"{WITHDRAWN} {colleague.invitation.email}.")
        return changed

    title = f"Modifier la fiche de {colleague.person}"
    page = {"title": title, "label": "Enregistrer", "colleague": colleague}
    right = policies.change_person
    return person_form(request, form, save, page, lambda: require(right, request.actor, colleague))


@require_safe
def own_card(request: SchoolRequest, uai: str) -> HttpResponse:
    if request.actor.person_id is None:
        raise Http404
    return redirect("people:person_page", uai, request.actor.person_id)


@require_http_methods(FORM)
def own_card_change(request: SchoolRequest, uai: str) -> HttpResponse:
    if request.member.person is None:
        raise Http404
    me = request.member.person
    form = OwnCardForm(request.POST or None, school=request.member.school, instance=me)

    def save(values: dict[str, Any]) -> Person:
        changed = change_own_card(me, values, by=request.actor)
        remember_name(request, str(changed))
        return changed

    def page() -> dict[str, Any]:
        colleague = colleague_of(me, today=request.today)
        return {"title": "Corriger ma fiche", "label": "Enregistrer", "colleague": colleague}

    return person_form(request, form, save, page)


@require_POST
def person_return(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    return button_page(
        request,
        lambda: take_back(colleague.person, today=request.today, by=request.actor),
        success="",
        next_page=address("people:person_page", uai, person),
        show=lambda reasons: show(request, colleague_or_404(request, person), reasons),
    )


def person_form(
    request: SchoolRequest,
    form: BaseForm,
    save: Callable[[dict[str, Any]], Person],
    page: Context,
    require: Callable[[], None] | None = None,
    *,
    success: str = "",
) -> HttpResponse:
    """One form about somebody, which leads to their page. `page`: its title, its button, who it is about."""
    return form_page(
        request,
        form,
        save,
        template="people/person_form.html",
        success=success,
        next_page=lambda person: address("people:person_page", request.member.school.uai, person.pk),
        context=page,
        require=require,
    )
