"""The page of one meeting, as each of its forms shows it again when it is refused."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest
from fanal.commission.actions.minutes import version_of_minutes
from fanal.commission.forms.meeting import (
    AgendaItemForm,
    CorrectionForm,
    MeetingDecisionForm,
    MinutesForm,
    PresencesForm,
    PublicationForm,
)
from fanal.commission.models import Meeting, MinutesCorrection
from fanal.commission.policies import meeting as policies
from fanal.commission.reading.convocation import when_words
from fanal.commission.reading.letters import Departure, convocation_departure, departure_of, minutes_prefix
from fanal.commission.reading.meeting import MeetingPage, page_of_meeting, reads_minutes
from fanal.commission.rules.meeting import TOO_EARLY, convocation_refusals
from fanal.core.addresses import address
from fanal.core.http import UNPROCESSABLE, get_or_404, render_page

RIGHTS = (
    policies.convene_meeting,
    policies.propose_item,
    policies.hold_meeting,
    policies.write_minutes,
    policies.approve_minutes,
    policies.publish_minutes,
    policies.correct_minutes,
)


def meeting_url(uai: str, number: int) -> str:
    return address("commission:meeting_page", uai, number)


def meeting_or_404(request: SchoolRequest, number: int) -> Meeting:
    """One that the reader may see."""
    meeting: Meeting = get_or_404(Meeting.objects.visible_to(request.member), number=number)
    meeting.school = request.member.school
    return meeting


def show_meeting(request: SchoolRequest, meeting: Meeting, reasons: list[str], **forms: Any) -> HttpResponse:
    """`forms`: those that were refused, in place of empty ones."""
    annotate_permissions([meeting], *RIGHTS, to=request.actor)
    parts, school = page_of_meeting(meeting), meeting.school
    is_open = reads_minutes(request.member, meeting)
    may_convene = meeting.can["convene_meeting"] and meeting.day >= request.today
    recipients = sum(bool(member.address) for member in parts.members) if may_convene else 0
    context: dict[str, Any] = {
        "meeting": meeting,
        "parts": parts,
        "when": when_words(meeting),
        "reads_minutes": is_open,
        "is_team": policies.read_commission(request.actor, None),
        "is_time": meeting.day <= request.today,
        "may_convene": may_convene,
        "recipients": recipients,
        "convening_waits": _convening_waits(meeting, parts, recipients) if may_convene else [],
        "too_early": TOO_EARLY if meeting.starts_at > timezone.now() else "",
        "reasons": reasons,
        "item_form": AgendaItemForm(school=school),
    }
    if context["is_team"]:
        context["departure"] = _departure(meeting)
    if is_open:
        corrections = MinutesCorrection.objects.for_school(school).filter(meeting=meeting)
        context["corrections"] = list(corrections.select_related("written_by").order_by("pk"))
        context["decisions"] = decisions_shown(request, parts)
    context |= _writing(meeting, parts) if meeting.can["write_minutes"] else {}
    if meeting.is_approved:
        context |= {
            "publication_form": PublicationForm(school=school),
            "correction_form": CorrectionForm(school=school),
        }
    status = UNPROCESSABLE if reasons or forms else 200
    return render_page(request, "commission/meeting_page.html", context | forms, status=status)


def _convening_waits(meeting: Meeting, parts: MeetingPage, recipients: int) -> list[str]:
    """Why nobody can be convened yet: the button is not offered before."""
    return convocation_refusals(
        items=len(parts.items),
        recipients=recipients,
        has_begun=meeting.starts_at <= timezone.now(),
        mailed=0,
        is_unchanged=False,
    )


def _departure(meeting: Meeting) -> Departure | None:
    """Of its convocation before the meeting, of its minutes as long as their mails are kept."""
    if meeting.is_to_come:
        return convocation_departure(meeting)
    departure = departure_of(meeting, minutes_prefix(meeting)) if meeting.audience else None
    return departure if departure and departure.is_written else None


def decisions_shown(request: SchoolRequest, parts: MeetingPage) -> list[Any]:
    """Each with its state in words, and what the reader may do."""
    rows: list[Any] = parts.decisions
    for row in rows:
        row.meeting = parts.meeting
        row.words, row.tone = row.state_on(request.today)
    annotate_permissions(rows, policies.close_decision, to=request.actor)
    return rows


def _writing(meeting: Meeting, parts: MeetingPage) -> dict[str, Any]:
    """The forms of a meeting whose minutes are being written."""
    school = meeting.school
    initial = {f"m{member}": code for member, code in parts.attended.items()}
    return {
        "minutes": [
            (
                item,
                MinutesForm(school=school, instance=item, auto_id=f"i{item.pk}_%s"),
                version_of_minutes(item),
            )
            for item in parts.items
        ],
        "presences_form": PresencesForm(
            school=school, members=parts.members, shown=parts.attended, initial=initial
        ),
        "decision_form": MeetingDecisionForm(
            school=school,
            has_partner=meeting.has_partner,
            initial={"side": "school"},
            auto_id="decision_%s",
        ),
    }
