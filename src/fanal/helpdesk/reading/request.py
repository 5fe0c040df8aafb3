"""One request as its page shows it: its thread, and all that stands around it; not what is typed there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.database.prepared import prepared
from fanal.core.http.answers import paginate
from fanal.core.mail.models import whole_mail
from fanal.core.pages.page import Page, Paged
from fanal.core.pages.panels import Panel, panels_of
from fanal.equipment.reading.request_subject import RequestSubject
from fanal.equipment.rules import warranty
from fanal.helpdesk.models import HelpRequest, Message
from fanal.helpdesk.reading.additions import ReplyAddition, reply_additions
from fanal.helpdesk.reading.authority import Escalation, escalation_of
from fanal.helpdesk.reading.request_list import is_beside_list
from fanal.helpdesk.reading.request_sidebar import Sidebar, sidebar
from fanal.helpdesk.reading.team import told_of
from fanal.helpdesk.rules.codes import RequestKind
from fanal.helpdesk.rules.ready_answers import ReadyAnswer, next_visit, ready_answers, when_in_words
from fanal.helpdesk.rules.time_spent import USUAL_WORDS

MESSAGES_A_PAGE = 50


@prepared
def numbered(member: Member, number: int) -> QuerySet[HelpRequest]:
    """The request of this number, if this member may see it, with what its page shows beside the thread."""
    return HelpRequest.objects.visible_to(member).for_page().filter(number=number)


@prepared
def _thread(school_id: int, pk: int, *, for_team: bool) -> QuerySet[Message]:
    messages = Message.objects.for_school(school_id).filter(help_request=pk)
    if for_team:
        messages = messages.annotate(mail=whole_mail())
    else:
        messages = messages.exclude(audience=Message.Audience.TEAM)
    return messages.order_by("written_at", "pk")


def thread_for(request: HelpRequest, member: Member) -> list[Message]:
    """The messages this member may read, oldest first: notes, and whole mails, are for the team."""
    return _thread(request.school_id, request.pk, for_team=member.has(*TEAM))


def pages_of_thread(request: SchoolRequest, thread: list[Message]) -> Paged:
    """The latest messages first by page; within a page, oldest first as they are read."""
    page = paginate(request, thread[::-1], MESSAGES_A_PAGE)
    page.object_list = page.object_list[::-1]
    return page


@dataclass(frozen=True, kw_only=True)
class HelpRequestFacts(Page):
    """What the page shows of a request and around it, whoever pressed what.

    `first_mail`: the mail that it was asked by, for the team; `warranty`: in words, with its tone.
    """

    help_request: HelpRequest
    in_list: bool
    is_theirs: bool
    thread: Paged
    first_mail: dict[str, str | bool] | None
    sidebar: Sidebar
    warranty: tuple[str, str]
    opens_equipment: bool
    panels: list[Panel]
    usual_times: list[tuple[int, str]]
    reply_additions: list[ReplyAddition]
    ready_answers: list[ReadyAnswer]
    escalation: Escalation
    told: str


def facts_of(request: SchoolRequest, help_request: HelpRequest) -> HelpRequestFacts:
    """Needs `help_request.can`."""
    member, today, now = request.member, request.today, timezone.now()
    is_handled = help_request.can["note_on_request"]
    return HelpRequestFacts(
        help_request=help_request,
        in_list=is_beside_list(request),
        is_theirs=help_request.requester_id == request.actor.person_id,
        thread=pages_of_thread(request, thread_for(help_request, member)),
        first_mail=getattr(help_request, "mail", None) if member.has(*TEAM) else None,
        sidebar=sidebar(help_request, member, today=today),
        warranty=warranty_of(help_request, today=today),
        opens_equipment=opens_equipment(help_request, member),
        panels=[
            *panels_of(member, help_request),
            *panels_of(member, RequestSubject(help_request.room, help_request.equipment)),
        ],
        usual_times=USUAL_WORDS,
        reply_additions=reply_additions(),
        ready_answers=answers_for(help_request, now) if is_handled else [],
        escalation=escalation_of(help_request, member, today=today),
        told=told_of(help_request, now),
    )


def warranty_of(request: HelpRequest, *, today: date) -> tuple[str, str]:
    """The warranty of its machine in words, and its tone."""
    if request.equipment is None:
        return "", ""
    until = request.equipment.warranty_until
    return warranty.in_words(until, today=today), "ok" if warranty.is_covered(until, today) else ""


def opens_equipment(request: HelpRequest, member: Member) -> bool:
    """Whether the machine's own page would be shown: to its holder, the team and the authority."""
    if request.equipment is None:
        return False
    is_holder = member.person is not None and request.equipment.holder_id == member.person.pk
    return is_holder or member.has(*TEAM, Role.TECHNICIAN)


def answers_for(request: HelpRequest, now: datetime) -> list[ReadyAnswer]:
    """With the name of whoever asked and the next hour at which somebody may come."""
    local = now.astimezone(request.school.zone_info)
    when = when_in_words(next_visit(local, calendar_of(request.school)), local)
    return ready_answers(RequestKind(request.kind), request.requester.polite_name, when)
