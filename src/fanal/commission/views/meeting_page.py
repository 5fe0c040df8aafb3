"""The page of one meeting, as each of its forms shows it again when it is refused."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone

from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_pages import ThingPages
from fanal.commission.actions.minutes import version_of_minutes
from fanal.commission.forms.meeting import (
    AgendaItemForm,
    CorrectionForm,
    MeetingDecisionForm,
    MeetingForms,
    MinutesForm,
    PresencesForm,
    PublicationForm,
)
from fanal.commission.models import AgendaItem, Meeting, MinutesCorrection
from fanal.commission.models.meeting import MeetingQuerySet
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.convocation import when_words
from fanal.commission.reading.letters import Departure, convocation_departure, departure_of, minutes_prefix
from fanal.commission.reading.meeting import (
    DecisionLine,
    MeetingParts,
    decision_lines,
    parts_of_meeting,
    reads_minutes,
)
from fanal.commission.rules.decision import CommittedSide
from fanal.commission.rules.meeting import TOO_EARLY, convocation_refusals
from fanal.core.pages.page import Page, render


@dataclass(frozen=True)
class MinutesPoint:
    """A point of the agenda whose minutes are written; `refusals`: why what was typed is not saved."""

    item: AgendaItem
    form: MinutesForm | None
    seen: str
    refusals: list[str]


@dataclass(frozen=True)
class UnsavedText:
    """What somebody typed under a point, beside what another wrote there meanwhile."""

    item: AgendaItem
    text: str


@dataclass(frozen=True)
class Convening:
    """A convocation that may be sent: to how many, or why not yet."""

    recipients: int
    waits: list[str]


@dataclass(frozen=True, kw_only=True)
class MeetingPage(Page):
    """What may be done to the meeting is asked of it (`meeting.can`).

    `convening`: None when it cannot be convened any more; `departure`: of its mails, for the team.
    """

    template = "commission/meeting_page.html"

    meeting: Meeting
    parts: MeetingParts
    reads_minutes: bool
    is_time: bool
    convening: Convening | None
    decisions: list[DecisionLine]
    forms: MeetingForms
    unsaved: UnsavedText | None
    reasons: list[str]

    @property
    def when(self) -> str:
        return when_words(self.meeting)

    @property
    def too_early(self) -> str:
        return TOO_EARLY if self.meeting.starts_at > timezone.now() else ""

    @property
    def departure(self) -> Departure | None:
        return _departure(self.meeting) if self.meeting.can["read_commission"] else None

    @property
    def points(self) -> list[MinutesPoint]:
        return _points(self.parts) if self.meeting.can["write_minutes"] else []

    @property
    def corrections(self) -> list[MinutesCorrection]:
        return _corrections(self.meeting) if self.reads_minutes else []

    def is_refused(self) -> bool:
        return bool(self.reasons) or self.forms.is_sent


def show_meeting(
    request: SchoolRequest,
    meeting: Meeting,
    reasons: list[str],
    *,
    sent: MeetingForms | None = None,
    unsaved: UnsavedText | None = None,
) -> HttpResponse:
    """`sent`: the forms that were refused, in place of empty ones."""
    parts, reads = parts_of_meeting(meeting), reads_minutes(request.member, meeting)
    page = MeetingPage(
        meeting=meeting,
        parts=parts,
        reads_minutes=reads,
        is_time=meeting.day <= request.today,
        convening=_convening(request, meeting, parts),
        decisions=_decisions(request, parts) if reads else [],
        forms=_forms(meeting, parts, sent or MeetingForms()),
        unsaved=unsaved,
        reasons=reasons,
    )
    return render(request, page)


def show_again(
    request: SchoolRequest, meeting: Meeting, reasons: list[str], sent: MeetingForms | None = None
) -> HttpResponse:
    """The page of the meeting as it is now: others may have changed it since the button was shown."""
    return show_meeting(request, MEETINGS.one(request, meeting.number), reasons, sent=sent)


def visible_meetings(request: SchoolRequest) -> MeetingQuerySet:
    """Those that the reader may see."""
    meetings: MeetingQuerySet = Meeting.objects.visible_to(request.member).select_related("school")
    return meetings


MEETINGS = ThingPages[Meeting](
    rows=visible_meetings,
    key="number",
    known_by="number",
    page_address="commission:meeting_page",
    list_address="commission:meeting_list",
    plural="Commission",
    rights=(
        policies.read_commission,
        policies.convene_meeting,
        policies.propose_item,
        policies.hold_meeting,
        policies.write_minutes,
        policies.approve_minutes,
        policies.publish_minutes,
        policies.correct_minutes,
    ),
    show=show_again,
)


def _convening(request: SchoolRequest, meeting: Meeting, parts: MeetingParts) -> Convening | None:
    if not meeting.can["convene_meeting"] or meeting.day < request.today:
        return None
    recipients = sum(bool(member.address) for member in parts.members)
    waits = convocation_refusals(
        items=len(parts.items),
        recipients=recipients,
        has_begun=meeting.starts_at <= timezone.now(),
        mailed=0,
        is_unchanged=False,
    )
    return Convening(recipients, waits)


def _departure(meeting: Meeting) -> Departure | None:
    """Of its convocation before the meeting, of its minutes as long as their mails are kept."""
    if meeting.is_to_come:
        return convocation_departure(meeting)
    departure = departure_of(meeting, minutes_prefix(meeting)) if meeting.audience else None
    return departure if departure and departure.is_written else None


def _points(parts: MeetingParts) -> list[MinutesPoint]:
    """The points whose minutes are being written."""
    school = parts.meeting.school
    return [
        MinutesPoint(
            item,
            MinutesForm(school=school, instance=item, auto_id=f"i{item.pk}_%s"),
            version_of_minutes(item),
            [],
        )
        for item in parts.items
    ]


def _decisions(request: SchoolRequest, parts: MeetingParts) -> list[DecisionLine]:
    """Each with how it stands, and what the reader may do."""
    for decision in parts.decisions:
        decision.meeting = parts.meeting
    annotate_permissions(parts.decisions, policies.close_decision, policies.read_commission, to=request.actor)
    return decision_lines(parts.decisions, request.today)


def _corrections(meeting: Meeting) -> list[MinutesCorrection]:
    corrections = MinutesCorrection.objects.for_school(meeting.school).filter(meeting=meeting)
    return list(corrections.select_related("written_by").order_by("pk"))


def _forms(meeting: Meeting, parts: MeetingParts, sent: MeetingForms) -> MeetingForms:
    """Those of the state of the meeting: its minutes are being written, or are approved."""
    school, writes = meeting.school, meeting.can["write_minutes"]
    is_approved = meeting.is_approved
    return MeetingForms(
        item=sent.item or AgendaItemForm(school=school),
        presences=sent.presences or (_presences_form(meeting, parts) if writes else None),
        decision=sent.decision or (_decision_form(meeting) if writes else None),
        publication=sent.publication or (PublicationForm(school=school) if is_approved else None),
        correction=sent.correction or (CorrectionForm(school=school) if is_approved else None),
    )


def _presences_form(meeting: Meeting, parts: MeetingParts) -> PresencesForm:
    initial = {f"m{member}": code for member, code in parts.attended.items()}
    return PresencesForm(school=meeting.school, members=parts.members, shown=parts.attended, initial=initial)


def _decision_form(meeting: Meeting) -> MeetingDecisionForm:
    return MeetingDecisionForm(
        school=meeting.school,
        has_partner=meeting.has_partner,
        initial={"side": CommittedSide.SCHOOL},
        auto_id="decision_%s",
    )
