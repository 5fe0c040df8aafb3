"""Everything that changes a technician's passage: planned, moved, cancelled, noted as done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import office_days
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.helpdesk.actions import notices
from fanal.helpdesk.actions.requests import solve_request
from fanal.helpdesk.actions.transmission import conclude_transmission, record_their_answer
from fanal.helpdesk.models import HelpRequest, Message, Transmission
from fanal.helpdesk.reading.authority import authority_name, signature
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.visits.actions import notices as visit_notices
from fanal.visits.models import Visit, VisitLine
from fanal.visits.policies import visit as policies
from fanal.visits.rules import visit as rules
from fanal.visits.rules.visit import RequestOutcomeOfVisit, VisitEvent, VisitState

NO_AUTHORITY = (
    "L’établissement ne dit pas encore de quelle collectivité il dépend : ajoutez-la dans les réglages."
)

MOVED = ("day", "half", "contact")

# When it is, and whom to ask for on arrival: the fields of `MOVED` and their values.
type VisitValues = Mapping[str, Any]


@dataclass(frozen=True)
class RequestResult:
    """What the passage did for one request; `word` says what remains."""

    outcome: RequestOutcomeOfVisit
    word: str = ""


@transaction.atomic
def plan_visit(
    school: School, numbers: Sequence[int], values: VisitValues, *, now: datetime, by: Actor
) -> Visit:
    """Announce a passage for these requests: each is told, and promised for that day."""
    require(policies.plan_visit, by, school)
    if school.authority is None:
        raise RuleBroken(NO_AUTHORITY)
    today = _day(school, now)
    requests = _awaited(school, numbers)
    _check(school, requests, values["day"], chosen=len(set(numbers)), today=today)
    visit = Visit.objects.create(
        school=school,
        number=next_number(school.pk, "visit"),
        authority=school.authority,
        planned_by=signature(school, by),
        planned_at=now,
        **values,
    )
    VisitLine.objects.bulk_create(
        [VisitLine(school=school, visit=visit, help_request=request) for request in requests]
    )
    _tell(visit, requests, VisitEvent.PLANNED, promised_on=visit.day, now=now, by=by)
    journal.created(visit, by=by, verb="helpdesk.visit_planned")
    return visit


def _day(school: School, now: datetime) -> date:
    return now.astimezone(school.zone_info).date()


def _awaited(school: School, numbers: Iterable[int]) -> list[HelpRequest]:
    """Those of these requests that wait for the authority, held until the transaction ends."""
    rows = HelpRequest.objects.awaited_from_authority([school]).filter(number__in=numbers)
    return list(
        rows.select_for_update(of=("self",)).select_related("requester", "school__authority").order_by("pk")
    )


def _check(school: School, requests: list[HelpRequest], day: date, *, chosen: int, today: date) -> None:
    held = VisitLine.objects.for_school(school).filter(outcome="", help_request__in=requests)
    planned = sorted(held.values_list("help_request__number", flat=True))
    reasons = rules.refusals(day, chosen=chosen, still_waiting=len(requests), planned=planned, today=today)
    if reasons:
        raise RuleBroken(reasons)


def _locked(visit: Visit, by: Actor) -> Visit:
    """The passage as it is now, still to come; refused otherwise."""
    visit = Visit.objects.for_school(visit.school_id).locked(visit.pk)
    require(policies.change_visit, by, visit)
    return visit


def _requests_of(visit: Visit) -> list[HelpRequest]:
    rows = HelpRequest.objects.for_school(visit.school_id).filter(visit_lines__visit=visit)
    return list(
        rows.select_for_update(of=("self",)).select_related("requester", "school__authority").order_by("pk")
    )


@transaction.atomic
def move_visit(visit: Visit, values: VisitValues, *, now: datetime, by: Actor, seen: str = "") -> Visit:
    """Another day, half-day or contact: those concerned are told again only when the moment changes.

    `seen`: the version that the page showed.
    """
    visit = _locked(visit, by)
    if not journal.differences(visit, values):
        return visit
    refuse_stale(visit, MOVED, seen)
    before, day = visit.day, values["day"]
    if reasons := rules.day_refusals(day, today=_day(visit.school, now)):
        raise RuleBroken(reasons)
    changed = journal.write_changes(visit, values, by=by, verb="helpdesk.visit_moved")
    if {"day", "half"} & {*changed}:
        requests = _requests_of(visit)
        _tell(visit, requests, VisitEvent.MOVED, promised_on=day, now=now, by=by, before=before)
    return visit


@transaction.atomic
def cancel_visit(visit: Visit, reason: str, *, now: datetime, by: Actor) -> Visit:
    """It will not take place: its requests wait again, without a date."""
    visit = _locked(visit, by)
    requests = _requests_of(visit)
    VisitLine.objects.for_school(visit.school_id).filter(visit=visit).update(
        outcome=RequestOutcomeOfVisit.CANCELLED
    )
    with journal.change(visit, by=by, verb="helpdesk.visit_cancelled", reason=reason.strip()):
        visit.state, visit.ended_at = VisitState.CANCELLED, now
        visit.save(update_fields=["state", "ended_at"])
        _tell(visit, requests, VisitEvent.CANCELLED, promised_on=None, now=now, by=by, reason=reason.strip())
    return visit


@transaction.atomic
def conclude_visit(visit: Visit, results: dict[int, RequestResult], *, now: datetime, by: Actor) -> Visit:
    """« Passage fait » : for each request (by number), solved or still to do, with a word."""
    visit = _locked(visit, by)
    lines = VisitLine.objects.for_school(visit.school_id).filter(visit=visit)
    by_number = {
        line.help_request.number: line for line in lines.select_related("help_request__school__authority")
    }
    today = _day(visit.school, now)
    reasons = rules.conclusion_refusals(
        state=visit.state, day=visit.day, today=today, unanswered=sorted(by_number.keys() - results.keys())
    )
    if reasons:
        raise RuleBroken(reasons)
    for number, line in sorted(by_number.items()):
        _conclude_line(visit, line, results[number], now=now, by=by)
    with journal.change(visit, by=by, verb="helpdesk.visit_done"):
        visit.state, visit.ended_at = VisitState.DONE, now
        visit.save(update_fields=["state", "ended_at"])
    return visit


def _conclude_line(visit: Visit, line: VisitLine, result: RequestResult, *, now: datetime, by: Actor) -> None:
    request, word = line.help_request, result.word.strip()[:400]
    line.outcome, line.word = result.outcome, word
    line.save(update_fields=["outcome", "word"])
    if result.outcome is RequestOutcomeOfVisit.SOLVED:
        if word:
            _say(request, word, now=now, by=by)
        _solve(request, now=now, by=by)
        return
    text = rules.still_to_do(visit.day, word, authority=_noun(visit), today=_day(visit.school, now))
    _say(request, text, now=now, by=by)
    _promise(request, None, by=by)


def _solve(request: HelpRequest, *, now: datetime, by: Actor) -> None:
    """Through the authority's side when there is one; what was solved meanwhile stays as it is."""
    if sent := _pending(request):
        conclude_transmission(sent, now=now, by=by)
    elif request.is_open:
        solve_request(request, now=now, by=by)


def _pending(request: HelpRequest) -> Transmission | None:
    rows = Transmission.objects.for_school(request.school_id).filter(help_request=request).pending()
    return rows.select_related("help_request", "school__authority").order_by("-sent_at").first()


def _promise(request: HelpRequest, day: date | None, *, by: Actor) -> None:
    """The day it is promised for, on the authority's side if there is one, else on the request alone."""
    if sent := _pending(request):
        record_their_answer(sent, number=sent.external_number, promised_on=day, by=by)
    elif request.waiting_for == WaitingFor.AUTHORITY:
        journal.write_changes(request, {"waiting_until": day}, by=by, verb="helpdesk.promised")


def _noun(visit: Visit) -> str:
    return authority_name(visit.school).noun


def _say(request: HelpRequest, text: str, *, now: datetime, by: Actor) -> None:
    Message.objects.create(
        school_id=request.school_id,
        help_request=request,
        author_id=by.person_id,
        author_name=signature(request.school, by),
        text=text,
        written_at=now,
    )


def _tell(
    visit: Visit,
    requests: list[HelpRequest],
    event: VisitEvent,
    *,
    promised_on: date | None,
    now: datetime,
    by: Actor,
    reason: str = "",
    before: date | None = None,
) -> None:
    """Each thread, promised day and requester, then the team. `before`: the former day."""
    today = _day(visit.school, now)
    line = rules.in_thread(event, visit.day, visit.half, authority=_noun(visit), today=today, reason=reason)
    for request in requests:
        _say(request, line, now=now, by=by)
        _promise(request, promised_on, by=by)
        notices.tell_visit(request, line, f"visit-{visit.number}-{now.timestamp():.6f}", by=by)
    first, calendar = min(visit.day, before or visit.day), office_days(visit.school)
    is_soon = rules.cannot_wait(first, today=today, calendar=calendar)
    visit_notices.tell_team(visit, requests, line, is_soon=is_soon, now=now, by=by)
