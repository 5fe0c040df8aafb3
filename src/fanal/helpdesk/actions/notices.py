"""Who is written to when a request moves: those on it, or those who handle it; never the one who moved it.

Called inside actions: the mails are rows of the same transaction (`core.mail.outbox`).
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.models import Membership, Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.core.database.prepared import prepared
from fanal.core.mail.addresses import Thread
from fanal.helpdesk.actions.delivery import Notice, deliver, frequencies_of, hold_back, is_told, take_back
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.policies.request import has_lessons
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.reading.correspondents import KIND
from fanal.helpdesk.reading.follow_link import link_for, page_of, people_on
from fanal.helpdesk.reading.team import handlers_on, holders_of
from fanal.helpdesk.rules import letters
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.rules.letters import Words

OUR_TEAM = "L’équipe numérique"
SOLVED_EVENTS, MERGED = ("helpdesk.solved", "followed-helpdesk.solved"), "merged"
# What waits in the queue, a weekend long, is said no more once this has happened.
UNTRUE_AFTER = {"helpdesk.reopened": SOLVED_EVENTS, "helpdesk.separated": (MERGED,)}


def thread_of(request: HelpRequest) -> Thread:
    return Thread(KIND, request.school.uai, request.number)


def _write(
    request: HelpRequest,
    people: list[Person],
    words: Words,
    event: str,
    *,
    by: Actor,
    to_team: bool = False,
    needs_reader: bool = False,
    can_be_undone: bool = False,
) -> None:
    """Tell each of them once, but whoever did it, and whoever left."""
    reached = {person.pk: person for person in people if person.is_written_to and person.pk != by.person_id}
    frequencies, now = frequencies_of(request.school_id, reached.values()), timezone.now()
    for person in reached.values():
        notice = Notice(
            event,
            words,
            _link(request, person, to_team),
            thread_of(request),
            is_for_team=to_team,
            needs_reader=needs_reader or to_team,
            cannot_wait=to_team and request.blocks_a_lesson,
            can_be_undone=can_be_undone,
        )
        deliver(request, person, notice, frequencies.get(person.pk, ""), now=now)


def _link(request: HelpRequest, person: Person, to_team: bool) -> tuple[str, str]:
    if to_team:
        return "Ouvrir la demande", page_of(request)
    return "Suivre la demande", link_for(request, person)


@prepared
def _handling(school_id: int, day: date, taker_id: int) -> QuerySet[Membership]:
    is_concerned = Q(roles__contains=[Role.DIGITAL_LEAD.value]) | Q(person=taker_id)
    return handlers_on(school_id, day).filter(is_concerned).select_related("person")


def _handlers(request: HelpRequest) -> list[Person]:
    """The référents, and whoever took it while they still handle requests (one query)."""
    today = timezone.localdate()
    return [held.person for held in _handling(request.school_id, today, request.taken_by_id or 0)]


def _moment() -> str:
    return f"{timezone.now().timestamp():.6f}"


def tell_new_request(request: HelpRequest, *, by: Actor) -> None:
    """The digital leads learn of a new request."""
    words = letters.new_request(
        request.number,
        request.title,
        request.text,
        place=str(request.room or "sans salle"),
        requester=request.requester.polite_name,
        blocks=request.blocks_a_lesson,
        has_lessons=has_lessons(by.roles),
    )
    _write(request, _handlers(request), words, "asked", by=by, to_team=True)


def tell_moved(request: HelpRequest, verb: str, *, by: Actor) -> None:
    """Those concerned learn of a new step; `verb` is that of the journal."""
    number, title = request.number, request.title
    for event in UNTRUE_AFTER.get(verb, ()):
        hold_back(request, event)
    if verb == "helpdesk.reopened":
        words = letters.reopened(number, title, request.requester.polite_name)
        _write(request, _handlers(request), words, f"{verb}-{_moment()}", by=by, to_team=True)
        return
    if verb == "helpdesk.taken":
        words = letters.taken(number, title)
    elif verb == "helpdesk.solved":
        words = letters.solved(number, title)
    elif verb in {"helpdesk.held", "helpdesk.transmitted"}:
        words = letters.held(number, title, WaitingFor(request.waiting_for), authority_name(request.school))
    else:
        return
    asks = verb == "helpdesk.solved" or request.waiting_for == WaitingFor.REQUESTER
    is_solved = verb == "helpdesk.solved"
    event = f"{verb}-{_moment()}"
    _write(request, [request.requester], words, event, by=by, needs_reader=asks, can_be_undone=is_solved)
    _tell_followers(request, f"followed-{verb}", by=by, can_be_undone=is_solved)


def take_back_solved(request: HelpRequest, replies: Iterable[Message], *, since: datetime) -> None:
    """« Annuler »: nobody learns that it is solved, nor its replies; RuleBroken if somebody did."""
    for event in (*SOLVED_EVENTS, *(f"said-{message.pk}" for message in replies)):
        take_back(request, event, since=since)


def _tell_followers(request: HelpRequest, event: str, *, by: Actor, can_be_undone: bool = False) -> None:
    """Colleagues learn the step alone: no word of it, no link to its thread, no address to answer into it."""
    now = timezone.now()
    about = f"{request.get_kind_display()}, {request.room or 'sans salle'}"
    is_theirs = request.waiting_for == WaitingFor.AUTHORITY
    step = f"En attente {authority_name(request.school).of_the}" if is_theirs else request.state_words
    words = letters.moved_for_follower(request.number, about, step)
    followers = [
        person for person in people_on(request)[1:] if person.pk not in {by.person_id, request.requester_id}
    ]
    frequencies = frequencies_of(request.school_id, followers)
    notice = Notice(f"{event}-{_moment()}", words, can_be_undone=can_be_undone)
    for person in followers:
        if person.is_written_to:
            deliver(request, person, notice, frequencies.get(person.pk, ""), now=now)


def tell_said(request: HelpRequest, message: Message, *, by: Actor, can_be_undone: bool = False) -> None:
    """An answer goes to those on the request; what the requester says, to those who handle it."""
    if message.audience == Message.Audience.TEAM:
        return
    number, title, event = request.number, request.title, f"said-{message.pk}"
    if by.person_id == request.requester_id or by.person_id in {p.pk for p in people_on(request)}:
        words = letters.requester_wrote(number, title, message.text, by.name)
        _write(request, _handlers(request), words, event, by=by, to_team=True, can_be_undone=can_be_undone)
        return
    is_theirs = message.channel == Message.Channel.AUTHORITY or by.has(Role.TECHNICIAN)
    author = message.author_name if is_theirs else OUR_TEAM
    words = letters.answered(number, title, message.text, author)
    _write(request, [request.requester], words, event, by=by, needs_reader=True, can_be_undone=can_be_undone)
    if is_theirs:
        words = letters.requester_wrote(number, title, message.text, author)
        _write(request, _handlers(request), words, f"team-{event}", by=by, to_team=True)


def tell_visit(request: HelpRequest, line: str, event: str, *, by: Actor) -> None:
    """The requester learns of a technician's passage; the team is told once for all its requests."""
    words = letters.visit_for_requester(request.number, request.title, line)
    _write(request, [request.requester], words, event, by=by)


def tell_entrusted(request: HelpRequest, person: Person, *, by: Actor) -> None:
    """A colleague learns that this request is theirs now."""
    words = letters.entrusted(request.number, request.title, by.name)
    _write(request, [person], words, f"entrusted-{_moment()}", by=by, to_team=True)


def tell_merged(duplicate: HelpRequest, other: HelpRequest, *, by: Actor) -> None:
    """Whoever asked learns that another request goes on for both; whoever had taken it, who has it now."""
    number, title, event = duplicate.number, duplicate.title, f"{MERGED}-{_moment()}"
    words = letters.merged(number, title, other.number)
    _write(duplicate, [duplicate.requester], words, event, by=by, can_be_undone=True)
    if (taker := duplicate.taken_by) is None or taker.pk == duplicate.requester_id:
        return
    is_theirs = other.taken_by_id == taker.pk
    words = letters.merged_for_taker(number, title, other.number, by.name, is_theirs=is_theirs)
    _write(duplicate, [taker], words, event, by=by, to_team=True, can_be_undone=True)


def tell_given_back(duplicate: HelpRequest, other: HelpRequest, *, by: Actor) -> None:
    """Whoever had taken the duplicate learns that the other one is no longer theirs, if they were told."""
    if (taker := duplicate.taken_by) is None or not is_told(duplicate, MERGED, taker):
        return
    words = letters.given_back(duplicate.number, duplicate.title, other.number, by.name)
    _write(duplicate, [taker], words, f"given-back-{_moment()}", by=by, to_team=True)


def take_back_merged(duplicate: HelpRequest, *, since: datetime) -> None:
    """« Annuler »: nobody learns that another request goes on for both; RuleBroken if somebody did."""
    take_back(duplicate, MERGED, since=since)


def tell_refused(request: HelpRequest, reason: str, *, by: Actor) -> None:
    """The bursar learns that the authority refuses, and why."""
    words = letters.refused_by_authority(
        request.number, request.title, authority_name(request.school), reason
    )
    bursars = holders_of(Role.BURSAR, request.school, timezone.now())
    _write(request, bursars, words, f"refused-{_moment()}", by=by, to_team=True)
