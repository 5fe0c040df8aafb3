"""« Annuler », for the ten seconds after a press that moved machines or changed their state."""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import UNPROCESSABLE
from fanal.core.pages import undo
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted
from fanal.equipment.actions.bulk import BulkOutcome, Moves
from fanal.equipment.actions.moving_back import move_back


@dataclass(frozen=True, kw_only=True)
class SeveralRefusedPage(Page):
    """Those that a press did not change (`outcome`), or why it changed nothing; `back`: the list."""

    template = "equipment/several_refused.html"

    back: str
    outcome: BulkOutcome | None = None
    reasons: list[str] = field(default_factory=list)


def offer_to_move_back(request: SchoolRequest, sentence: str, moves: Moves | None, *, then: str) -> None:
    """Say what was changed, with « Annuler », which leads on to the address `then`."""
    if moves is None:
        messages.success(request, sentence)
        return
    uai = request.member.school.uai
    back = reverse("equipment:equipment_move_back", args=[uai, moves.first, moves.last])
    undo.offer(request, sentence, f"{back}?suite={quote(then)}")


@require_POST
def equipment_move_back(request: SchoolRequest, uai: str, first: int, last: int) -> HttpResponse:
    school, by, now = request.member.school, request.actor, timezone.now()
    asked, here = request.GET.get("suite", "")[:2000], reverse("equipment:equipment_list", args=[uai])
    is_ours = asked.startswith(here) and ".." not in asked.partition("?")[0]
    address = asked if is_ours else here  # never elsewhere than on these pages
    return button_page(
        request,
        lambda: move_back(Moves(first, last), school=school, now=now, by=by),
        success=_sentence,
        next_page=address,
        show=lambda reasons: render(
            request, SeveralRefusedPage(reasons=reasons, back=address), status=UNPROCESSABLE
        ),
    )


def _sentence(outcome: BulkOutcome) -> str:
    if not outcome.refused:
        return "C’est annulé : chaque équipement est de nouveau comme avant."
    done = counted(
        outcome.done, "équipement est de nouveau comme avant", "équipements sont de nouveau comme avant"
    )
    refusals = (f"« {refusal.equipment} » : {' '.join(refusal.reasons)}" for refusal in outcome.refused)
    return " ".join([f"{done}.", *refusals])
