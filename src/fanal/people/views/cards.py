"""The cards of people: one more, one corrected by the team, one’s own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import Person
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day, on_day_at_moment
from fanal.accounts.rules.granting import grantable
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.accounts.sign_in.school_switcher import remember_name
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.core.text.words import number_of
from fanal.people.actions.joining import invite_colleague
from fanal.people.actions.people import add_person, change_card, change_own_card
from fanal.people.forms.people import CARD, ArrivalForm, CardForm, OwnCardForm
from fanal.people.reading.takeover import replaceable, taken_over
from fanal.people.views.people import colleague_or_404

WITHDRAWN = "L’adresse a changé : renvoyez l’invitation. Le lien n’ouvre plus rien à qui l’a reçu à"


@dataclass(frozen=True, kw_only=True)
class PersonFormPage(FormPage):
    """One form about somebody; `advice` stands above it."""

    template = "people/person_form.html"

    title: str
    person: Person
    label: str = "Enregistrer"
    advice: str = ""


def person_form(
    request: SchoolRequest,
    page: PersonFormPage,
    save: Callable[[dict[str, Any]], Person],
    require: Callable[[], None] | None = None,
    *,
    success: str = "",
) -> HttpResponse:
    """What is saved leads to the page of whom it is about."""
    return form_page(
        request,
        page,
        save,
        success=success,
        next_page=lambda person: address("people:person_page", request.member.school.uai, person.pk),
        require=require,
    )


@dataclass(frozen=True, kw_only=True)
class PersonArrivalPage(FormPage):
    template = "people/person_arrival.html"


@needs_fresh_proof
@require_http_methods(FORM)
def person_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school, stamp = request.member.school, on_day(request)
    roles = grantable(request.actor.roles)
    form = ArrivalForm(
        request.POST or None, school=school, may_give=roles, initial=_first_arrival(request, roles)
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
        PersonArrivalPage(form=form),
        save,
        success="",
        next_page=lambda person: address("people:person_page", uai, person.pk),
        require=lambda: require(policies.add_person, request.actor, school),
    )


def _first_arrival(request: SchoolRequest, roles: frozenset[str]) -> dict[str, Any]:
    """What is proposed at first: with `?replaces=`, what this colleague does here."""
    pk = number_of(request.GET.get("replaces", ""))
    replaced = replaceable(request.member.school).filter(pk=pk).first() if pk else None
    if replaced is None:
        return {"valid_from": request.today}
    return taken_over(replaced, may_give=roles, today=request.today)


@require_http_methods(FORM)
def person_change(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    form = CardForm(request.POST or None, school=request.member.school, instance=colleague.person)
    stamp = on_day_at_moment(request)

    def save(values: dict[str, Any]) -> Person:
        changed = change_card(colleague.person, values, **stamp)
        if colleague.invitation and colleague.invitation.email.lower() != changed.email:
            messages.warning(request, f"{WITHDRAWN} {colleague.invitation.email}.")
        return changed

    return person_form(
        request,
        PersonFormPage(form=form, title=f"Modifier la fiche de {colleague.person}", person=colleague.person),
        save,
        require=lambda: require(policies.change_person, request.actor, colleague),
    )


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

    page = PersonFormPage(form=form, title="Corriger ma fiche", person=me)
    return person_form(request, page, save)
