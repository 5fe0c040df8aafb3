"""« Ma formation »: what somebody needs, the few trainings that fit, their sessions. Theirs alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fanal.accounts.models.member import Member
from fanal.core.http.addresses import address
from fanal.training.models import SessionRegistration, TrainingNeed, TrainingOffer, TrainingSession
from fanal.training.models.session import SessionRegistrationQuerySet
from fanal.training.rules.orientation import (
    FORMAT_OF,
    NeedAsked,
    OfferKind,
    TrainingAvailable,
    fitting,
    format_of_session,
)

MOST_COMPARED = 400  # offers and sessions of one school: its caps bound them


@dataclass(frozen=True)
class SuggestedTraining:
    """One line of what fits: where it leads, and why it is proposed."""

    title: str
    detail: str
    url: str
    reason: str
    is_outside: bool


@dataclass(frozen=True)
class OrientedNeed:
    need: TrainingNeed
    suggestions: list[SuggestedTraining]


def own_needs(member: Member) -> list[TrainingNeed]:
    rows = TrainingNeed.objects.visible_to(member).still_open()
    return list(rows.select_related("subject", "local_training").order_by("-made_on", "-pk"))


def oriented(member: Member, needs: Sequence[TrainingNeed], now: datetime) -> list[OrientedNeed]:
    """Each need with a few fitting trainings (two questions, whatever their number)."""
    subjects = {need.subject_id for need in needs if need.subject_id is not None}
    lines = dict[str, tuple[TrainingAvailable, SuggestedTraining]]()
    if subjects:
        lines = _sessions(member, subjects, now) | _offers(member, subjects)
    available = [each for each, _ in lines.values()]
    return [OrientedNeed(need, _suggested(need, available, lines)) for need in needs]


def _suggested(
    need: TrainingNeed,
    available: list[TrainingAvailable],
    lines: dict[str, tuple[TrainingAvailable, SuggestedTraining]],
) -> list[SuggestedTraining]:
    if need.subject_id is None:
        return []
    chosen = fitting(NeedAsked(need.subject_id, need.level, need.format), available)
    texts = [(lines[fit.available.key][1], fit.reason) for fit in chosen]
    return [SuggestedTraining(text.title, text.detail, text.url, why, text.is_outside) for text, why in texts]


def _sessions(
    member: Member, subjects: set[int], now: datetime
) -> dict[str, tuple[TrainingAvailable, SuggestedTraining]]:
    rows = TrainingSession.objects.for_school(member.school).to_come(now).filter(subject__in=subjects)
    lines = {}
    for row in rows.select_related("school").with_counts()[:MOST_COMPARED]:
        assert row.subject_id is not None
        each = TrainingAvailable(
            f"session-{row.pk}",
            row.subject_id,
            row.level,
            format_of_session(row.minutes),
            row.day,
            is_full=row.waiting > 0 or row.seated >= row.seats,
        )
        page = address("training:session_page", member.school.uai, row.pk)
        detail = " · ".join(filter(None, [f"le {row.day:%d/%m/%Y}", row.place]))
        lines[each.key] = each, SuggestedTraining(row.title, detail, page, "", is_outside=False)
    return lines


def _offers(member: Member, subjects: set[int]) -> dict[str, tuple[TrainingAvailable, SuggestedTraining]]:
    rows = TrainingOffer.objects.for_school(member.school).offered().filter(subject__in=subjects)
    lines = {}
    for row in rows.order_by("title", "pk")[:MOST_COMPARED]:
        kind = OfferKind(row.kind)
        each = TrainingAvailable(f"offer-{row.pk}", row.subject_id, row.level, FORMAT_OF[kind])
        detail = " · ".join(filter(None, [kind.label, row.organiser, row.duration_words, row.when_words]))
        lines[each.key] = each, SuggestedTraining(row.title, detail, row.address, "", bool(row.address))
    return lines


def own_registrations(member: Member) -> SessionRegistrationQuerySet:
    rows: SessionRegistrationQuerySet = SessionRegistration.objects.visible_to(member)
    return rows.select_related("session__school", "session__host").order_by("-session__starts_at")
