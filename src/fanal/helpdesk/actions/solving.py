"""« Résolue », with what is said to whoever asked and how long it took, in one press."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.pages import undo
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.requests import locked, reply_to_request, solve_request
from fanal.helpdesk.actions.time_spent import note_time
from fanal.helpdesk.actions.undoing import before_press, put_back
from fanal.helpdesk.models import HelpRequest, Message, TimeSpent, Transmission
from fanal.helpdesk.policies import request as policies

NOT_AS_BEFORE = "La demande a changé depuis, ou c’est un collègue qui l’a dite résolue : rouvrez-la."


@transaction.atomic
def solve_and_say(
    request: HelpRequest, *, reply: str, minutes: int | None, today: date, now: datetime, by: Actor
) -> HelpRequest:
    """All of it or nothing: the sentence, the minutes, and that it should work again."""
    if reply:
        reply_to_request(request, reply, now=now, by=by, can_be_undone=True)
    if minutes:
        note_time(request, minutes, today=today, now=now, by=by)
    return solve_request(request, now=now, by=by)


@dataclass(frozen=True)
class TakenBack:
    """What was said and noted with « Résolue », for the form to show again."""

    text: str
    minutes: int | None


@transaction.atomic
def take_back_solution(request: HelpRequest, *, now: datetime, by: Actor) -> TakenBack:
    """« Annuler »: as before, and nobody is told; RuleBroken once they were, or once it moved again."""
    request = locked(request)
    if request.solved_at is None:
        raise RuleBroken("Cette demande n’est pas « résolue » : il n’y a rien à annuler.")
    require(policies.take_back_solution, by, request)
    if undo.is_over(request.solved_at, now):
        raise RuleBroken("Le demandeur est déjà prévenu : rouvrez plutôt la demande.")
    before = before_press(request, "helpdesk.solved", by, since=request.solved_at)
    if before is None or _authority_answered(request):
        raise RuleBroken(NOT_AS_BEFORE)
    solved_at = request.solved_at
    messages = Message.objects.for_school(request.school_id).filter(
        help_request=request, author=by.person_id, written_at=solved_at
    )
    replies = list(messages)
    notices.take_back_solved(request, replies, since=solved_at)
    put_back(request, before, by=by, verb="helpdesk.solution_taken_back", solved_at=None)
    for message in replies:
        journal.noted(request, by=by, verb="helpdesk.reply_taken_back", message=message.pk)
    messages.delete()
    times = TimeSpent.objects.for_school(request.school_id)
    noted = list(times.filter(help_request=request, person=by.person_id, noted_at=solved_at))
    for entry in noted:
        journal.noted(request, by=by, verb="helpdesk.time_taken_back", time=entry.pk)
        entry.delete()
    return TakenBack(
        "\n".join(message.text for message in replies), sum(entry.minutes for entry in noted) or None
    )


def _authority_answered(request: HelpRequest) -> bool:
    """Whether the authority ended what was sent to it, then or since: it is theirs to say."""
    sent = Transmission.objects.for_school(request.school_id).filter(help_request=request)
    return sent.filter(ended_at__gte=request.solved_at).exists()
