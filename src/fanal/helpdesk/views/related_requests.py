"""Gathering a duplicate, separating it, « voir aussi »: by the number people quote."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.helpdesk import actions
from fanal.helpdesk.forms.request import RelatedRequestForm
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.views.request_actions import press, request_or_404, show


@require_POST
def request_relate(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    """By its number the other one is shown; then « Réunir », or « Voir aussi »."""
    form = RelatedRequestForm(request.POST)
    if not form.is_valid():
        return show(request, request_or_404(request, number), related_form=form, status=422)
    other_number, pressed = form.cleaned_data["number"], request.POST.get("lien")
    if pressed == "voir":
        return press(request, number, _linking(request, other_number), related_form=form)
    if pressed == "reunir":
        said = f"Réunie avec la demande n° {other_number}. Ceux qui la suivaient seront prévenus de la fin."
        return press(request, number, _merging(request, other_number), said=said, related_form=form)
    other, reasons = _looked_for(request, other_number)
    status = 422 if reasons else 200
    return show(
        request,
        request_or_404(request, number),
        related_form=form,
        other=other,
        reasons=reasons,
        status=status,
    )


def _linking(request: HttpRequest, other: int) -> Callable[[HelpRequest], object]:
    return lambda help_request: actions.link_requests(help_request, _other(request, other), by=request.actor)


def _merging(request: HttpRequest, other: int) -> Callable[[HelpRequest], object]:
    now = timezone.now()
    return lambda help_request: actions.merge_request(
        help_request, _other(request, other), now=now, by=request.actor
    )


@require_POST
def request_separate(request: HttpRequest, uai: str, number: int) -> HttpResponse:
    return press(
        request, number, lambda help_request: actions.separate_request(help_request, by=request.actor)
    )


@require_POST
def request_unlink(request: HttpRequest, uai: str, number: int, other: int) -> HttpResponse:
    return press(
        request,
        number,
        lambda help_request: actions.unlink_requests(help_request, _other(request, other), by=request.actor),
    )


def _looked_for(request: HttpRequest, number: int) -> tuple[HelpRequest | None, list[str]]:
    with reasons_of_refusal() as reasons:
        return _other(request, number), []
    return None, reasons


def _other(request: HttpRequest, number: int) -> HelpRequest:
    help_request = HelpRequest.objects.visible_to(request.member).filter(number=number).first()
    if help_request is None:
        raise RuleBroken(f"Aucune demande ne porte le n° {number} dans votre établissement.")
    return help_request
