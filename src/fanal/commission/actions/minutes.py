"""The minutes of a meeting: who came, what was said under each point, corrected after.

Two people may write at once: each point has its own text, and whoever saves over a text that they did not see
is told so, with the other's words before them; nothing that was saved is lost.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.commission.actions.meeting import locked
from fanal.commission.models import (
    AgendaItem,
    CommissionMember,
    Meeting,
    MeetingPresence,
    MinutesCorrection,
)
from fanal.commission.policies import meeting as policies
from fanal.commission.rules import meeting as rules
from fanal.commission.rules.meeting import Attended
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.form_version import seen_of

OTHER = (
    "{who} vient d’écrire sous ce point. Rien n’a été remplacé : votre texte reste dans la page. Reprenez "
    "ce que vous voulez des deux, puis enregistrez."
)
ANOTHER = (
    "Pour {name}, quelqu’un d’autre vient de noter {words}. Aucune présence n’a été changée : vos choix "
    "restent dans la page. Vérifiez cette ligne, puis notez de nouveau les présences."
)


def version_of_minutes(item: AgendaItem) -> str:
    """The text of a point, as a page showed it."""
    return seen_of({"minutes": item.minutes})


@transaction.atomic
def write_minutes(item: AgendaItem, text: str, *, seen: str, now: datetime, by: Actor) -> AgendaItem:
    """Keep what is written under a point. `seen`: the version that the page showed."""
    meeting = locked(item.meeting)
    require(policies.write_minutes, by, meeting)
    rows = AgendaItem.objects.for_school(item.school_id).select_related("minutes_by")
    item, text = rows.locked(item.pk), text.strip()
    if text == item.minutes:
        return item
    if seen != version_of_minutes(item):
        raise RuleBroken(OTHER.format(who=item.minutes_by or "Quelqu’un"))
    item.minutes, item.minutes_by_id, item.minutes_at = text, by.person_id, now
    item.save(update_fields=["minutes", "minutes_by", "minutes_at"])
    return item


@transaction.atomic
def record_presences(
    meeting: Meeting, attended: Mapping[int, str], *, shown: Mapping[int, str] | None = None, by: Actor
) -> Meeting:
    """Who came, by the key of the member. `shown`: what the page showed, of which the changes alone are kept.

    Without it, whoever is not named is not noted.
    """
    meeting = locked(meeting)
    require(policies.write_minutes, by, meeting)
    members = CommissionMember.objects.for_school(meeting.school_id).filter(circle=meeting.circle)
    own = {member.pk: member for member in members.sitting_on(meeting.day).by_name()}
    rows = MeetingPresence.objects.for_school(meeting.school_id).filter(meeting=meeting)
    before = dict(rows.values_list("member", "attended"))
    sent = {key: attended.get(key, "") for key in own if shown is None or key in attended}
    changes, disputed = rules.presence_changes(sent, shown=before if shown is None else shown, kept=before)
    if disputed:
        raise RuleBroken([_noted_by_another(own[key], before.get(key, "")) for key in disputed])
    changes = {key: code for key, code in changes.items() if code != before.get(key, "")}
    if not changes:
        return meeting
    rows.filter(member__in=changes).delete()
    MeetingPresence.objects.bulk_create(
        MeetingPresence(school_id=meeting.school_id, meeting=meeting, member_id=key, attended=code)
        for key, code in changes.items()
        if code
    )
    journal.noted(meeting, by=by, verb="commission.presences_noted", count=rows.count())
    return meeting


def _noted_by_another(member: CommissionMember, attended: str) -> str:
    words = f"« {Attended(attended).label} »" if attended else "« – »"
    return ANOTHER.format(name=member, words=words)


@transaction.atomic
def correct_minutes(meeting: Meeting, text: str, *, now: datetime, by: Actor) -> MinutesCorrection:
    """One more line under approved minutes, which stay as they are."""
    meeting = locked(meeting)
    require(policies.correct_minutes, by, meeting)
    rows = MinutesCorrection.objects.for_school(meeting.school_id).filter(meeting=meeting)
    if reasons := rules.full_refusal(rows.count(), rules.MOST_CORRECTIONS, "rectifications"):
        raise RuleBroken(reasons)
    correction = MinutesCorrection.objects.create(
        school_id=meeting.school_id,
        meeting=meeting,
        text=text.strip(),
        written_by_id=by.person_id,
        written_at=now,
    )
    journal.created(correction, by=by, verb="commission.minutes_corrected")
    return correction
