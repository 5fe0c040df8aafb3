"""Who may do what, changed: functions, departures, invitations. Each asks again for the second proof."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.models import Person
from fanal.accounts.models.colleague import Colleague
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day, on_day_at_moment
from fanal.accounts.rules.granting import grantable
from fanal.accounts.sign_in.proof import needs_fresh_proof
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.mail.departure import as_far_as_it_went
from fanal.core.pages.form_page import button_page
from fanal.core.text.french import agrees
from fanal.people.actions.joining import invite_colleague, invite_everybody, withdraw_invitation
from fanal.people.actions.people import change_functions, note_departure
from fanal.people.forms.people import DepartureForm, FunctionsForm
from fanal.people.views.cards import PersonFormPage, person_form
from fanal.people.views.people import colleague_or_404, show_person

DEPARTURE = (
    "Son accès s’arrête le soir de ce jour ; une date passée l’arrête tout de suite. Ce que cette personne a "
    "fait reste dans l’historique ; son nom s’efface un an après, sauf s’il sert encore."
)


@needs_fresh_proof
@require_http_methods(FORM)
def person_functions(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    form = FunctionsForm(
        request.POST or None,
        school=request.member.school,
        may_give=grantable(request.actor.roles),
        holder=colleague.person,
        initial=_now(request, colleague),
    )

    def save(_: dict[str, Any]) -> Person:
        change_functions(colleague.person, form.functions(), **on_day(request))
        return colleague.person

    return person_form(
        request,
        PersonFormPage(form=form, title=f"Fonctions de {colleague.person}", person=colleague.person),
        save,
        require=partial(require, policies.change_functions, request.actor, colleague),
        success="Les fonctions sont enregistrées.",
    )


def _now(request: SchoolRequest, colleague: Colleague) -> dict[str, object]:
    membership = colleague.membership
    if membership is None:
        return {"valid_from": request.today}
    names = ("roles", "valid_from", "valid_until", "replaces")
    return {name: getattr(membership, name) for name in names}


@needs_fresh_proof
@require_http_methods(FORM)
def person_leave(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    page = PersonFormPage(
        form=DepartureForm(request.POST or None, initial={"left_on": request.today}),
        title=f"{colleague.person} a quitté l’établissement",
        label="Noter le départ",
        advice=DEPARTURE,
        person=colleague.person,
    )
    return person_form(
        request,
        page,
        lambda values: note_departure(colleague.person, values["left_on"], **on_day(request)),
        require=partial(require, policies.note_departure, request.actor, colleague),
        success=f"{colleague.person} ne fait plus partie de l’établissement.",
    )


@require_POST
def person_invite(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    sentence = f"L’invitation part à {colleague.person.email}. Elle sert une fois, sept jours."
    act = partial(invite_colleague, colleague.person)
    return _person_button(request, colleague, act, success=lambda _: as_far_as_it_went(sentence))


@require_POST
def invite_all(request: SchoolRequest, uai: str) -> HttpResponse:
    stamp = on_day_at_moment(request)
    return button_page(
        request,
        lambda: invite_everybody(request.member.school, **stamp),
        success=_invited_words,
        next_page=address("people:person_list", uai),
    )


def _invited_words(count: int) -> str:
    if not count:
        return "Tout le monde est déjà invité, ou sans adresse."
    leave = agrees(count, "invitation part", "invitations partent")
    return as_far_as_it_went(f"{count} {leave}. Le lien sert une fois, pendant sept jours.")


@require_POST
def person_withdraw(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    colleague = colleague_or_404(request, person)
    return _person_button(request, colleague, partial(withdraw_invitation, colleague.person))


def _person_button(
    request: SchoolRequest,
    colleague: Colleague,
    act: Callable[..., object],
    *,
    success: str | Callable[[Any], str] = "",
) -> HttpResponse:
    """A button of somebody's page, which leads back to it."""
    stamp = on_day_at_moment(request)
    return button_page(
        request,
        lambda: act(**stamp),
        success=success,
        next_page=address("people:person_page", request.member.school.uai, colleague.person.pk),
        show=lambda reasons: show_person(request, colleague, reasons),
    )
