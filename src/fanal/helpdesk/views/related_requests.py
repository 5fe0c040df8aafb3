"""Gathering a duplicate, separating it, « voir aussi »: by the number people quote."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.pages import undo
from fanal.core.text.french import counted
from fanal.core.text.words import numbers_of
from fanal.helpdesk.actions import related_requests as actions
from fanal.helpdesk.forms.request import BLANK_FORMS, RelatedRequestForm, RequestForms
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies import request as policies
from fanal.helpdesk.rules.merging import MOST_GATHERED
from fanal.helpdesk.views.request import press, request_or_404, show, show_again


@require_POST
def request_relate(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """By its number the other one is shown; then « Réunir », or « Voir aussi »."""
    form = RelatedRequestForm(request.POST)
    forms = replace(BLANK_FORMS, related=form)
    if not form.is_valid():
        return press(request, number, lambda _: None, forms=forms)  # refused: it says why
    other_number, pressed = form.cleaned_data["number"], request.POST.get("lien")
    if pressed == "voir":
        return press(request, number, _linking(request, other_number), forms=forms)
    if pressed == "reunir":
        return _press_merge(request, number, other_number, forms)
    other, reasons = _looked_for(request, other_number)
    status = 422 if reasons else 200
    return show(
        request,
        request_or_404(request, number),
        forms=forms,
        candidate=other,
        reasons=reasons,
        status=status,
    )


def _press_merge(request: SchoolRequest, number: int, other: int, forms: RequestForms) -> HttpResponse:
    """« Réunir », which a press takes back for a while."""
    success = f"Réunie avec la demande n° {other}. Ceux qui la suivaient seront prévenus de la fin."
    return press(
        request,
        number,
        _merging(request, other),
        answer=lambda _: _offer_undo(request, number, success),
        forms=forms,
    )


def _linking(request: SchoolRequest, other: int) -> Callable[[HelpRequest], object]:
    return lambda help_request: actions.link_requests(help_request, _other(request, other), by=request.actor)


def _merging(request: SchoolRequest, other: int) -> Callable[[HelpRequest], object]:
    now = timezone.now()
    return lambda help_request: actions.merge_request(
        help_request, _other(request, other), now=now, by=request.actor
    )


@require_POST
def request_gather(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Les réunir »: the look-alikes that the page showed, and no other."""
    now, numbers = timezone.now(), sorted(set(numbers_of(request.POST.getlist("numbers"))))
    return press(
        request,
        number,
        lambda help_request: actions.gather_requests(
            help_request,
            _others(request, numbers[: MOST_GATHERED + 1]),
            now=now,
            by=request.actor,
        ),
        answer=lambda gathered: _say_gathered(request, number, gathered),
    )


def _say_gathered(request: SchoolRequest, number: int, gathered: list[HelpRequest]) -> HttpResponse:
    many = counted(len(gathered), "demande réunie avec celle-ci.", "demandes réunies avec celle-ci.")
    _offer_undo(request, number, many)
    return show_again(request, number, *gathered)


def _offer_undo(request: SchoolRequest, number: int, sentence: str) -> None:
    ungather = reverse("helpdesk:request_ungather", args=[request.member.school.uai, number])
    undo.offer(request, sentence, ungather)


@require_POST
def request_ungather(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    """« Annuler », in the seconds after « Réunir »."""
    now = timezone.now()
    return press(
        request,
        number,
        lambda help_request: actions.take_back_gathering(help_request, now=now, by=request.actor),
        success="C’est annulé : chaque demande redevient ce qu’elle était, et personne n’est prévenu.",
        answer=lambda separated: show_again(request, number, *separated),
    )


@require_POST
def request_separate(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return press(
        request, number, lambda help_request: actions.separate_request(help_request, by=request.actor)
    )


@require_POST
def request_split_off(request: SchoolRequest, uai: str, number: int, other: int) -> HttpResponse:
    """From the request that it was joined to, which stays on the screen."""

    def separate(help_request: HelpRequest) -> HelpRequest:
        separated = _other(request, other)
        if separated.merged_into_id != help_request.pk:
            raise RuleBroken(f"La demande n° {other} n’est pas réunie avec celle-ci.")
        return actions.separate_request(separated, by=request.actor)

    success = f"La demande n° {other} suit de nouveau son cours."
    return press(
        request,
        number,
        separate,
        success=success,
        answer=lambda separated: show_again(request, number, separated),
    )


@require_POST
def request_unlink(request: SchoolRequest, uai: str, number: int, other: int) -> HttpResponse:
    return press(
        request,
        number,
        lambda help_request: actions.unlink_requests(help_request, _other(request, other), by=request.actor),
    )


def _looked_for(request: SchoolRequest, number: int) -> tuple[HelpRequest | None, list[str]]:
    with reasons_of_refusal() as reasons:
        return _other(request, number), []
    return None, reasons


def _other(request: SchoolRequest, number: int) -> HelpRequest:
    return _others(request, [number])[0]


def _others(request: SchoolRequest, numbers: list[int]) -> list[HelpRequest]:
    """Those of these numbers, each of them or RuleBroken, for whoever may join requests. One query."""
    require(policies.link_requests, request.actor, None)
    possible = numbers_of(map(str, numbers))  # an address may hold more digits than a column
    visible = HelpRequest.objects.visible_to(request.member).filter(number__in=possible)
    rows = {row.number: row for row in visible}
    for number in numbers:
        if number not in rows:
            raise RuleBroken(f"Aucune demande ne porte le n° {number} dans votre établissement.")
    return [rows[number] for number in numbers]
