"""The opinions of the data protection officer: of one sheet, of a school, and as the register prints them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.roles import Role
from fanal.core.mail.departure import announced
from fanal.core.text.french import full_day
from fanal.privacy.models import DelegateOpinion, Processing
from fanal.privacy.models.opinion import DelegateOpinionQuerySet
from fanal.privacy.reading.delegates import has_academy_delegate
from fanal.privacy.reading.tabs import ASKED, TO_ANSWER

HEADING = "Avis du délégué"


@dataclass(frozen=True)
class SheetOpinions:
    """What the page of a sheet says.

    `awaited`: the one that is asked; `mail_words`: what became of its mail.
    """

    written: list[DelegateOpinion]
    awaited: DelegateOpinion | None
    mail_words: str
    has_delegate: bool


def mail_keys(opinion: DelegateOpinion) -> str:
    """How the keys of the mails that ask for this opinion begin."""
    return f"avis-{opinion.pk}-"


def delegates_with_account(school: School, today: date) -> list[PartnerMembership]:
    """The officers of the académie who may write here today: the school appointed them (one query)."""
    if not has_academy_delegate(school, today):
        return []
    rows = PartnerMembership.objects.filter(valid_on(today), role=Role.DPO, academy=school.academy_id)
    return list(rows.select_related("user").order_by("pk"))


def opinions_of_sheet(processing: Processing, school: School, today: date) -> SheetOpinions:
    """Those of one sheet, the latest first."""
    rows = list(_joined(school).filter(processing=processing).with_turn().in_order())
    awaited = next((row for row in rows if row.written_at is None), None)
    mail_words = announced(school.pk, mail_keys(awaited)) if awaited else ""
    written = [row for row in rows if row.written_at is not None]
    return SheetOpinions(written, awaited, mail_words, has_academy_delegate(school, today))


def opinions_of(school: School, view: str = "") -> DelegateOpinionQuerySet:
    """Every opinion of the school, those that are asked first; `view`: a code of `OPINION_TABS`."""
    rows: DelegateOpinionQuerySet = _joined(school).in_order()
    if view == ASKED:
        return rows.awaited()
    return rows.to_answer() if view == TO_ANSWER else rows


def _joined(school: School) -> DelegateOpinionQuerySet:
    rows: DelegateOpinionQuerySet = DelegateOpinion.objects.for_school(school)
    return rows.select_related("processing", "asked_by", "decided_by")


def printed_opinions(school: School) -> dict[int, list[str]]:
    """By sheet, what the register prints under it, the oldest first (one query)."""
    lines: dict[int, list[str]] = defaultdict(list)
    rows: Iterable[DelegateOpinion] = DelegateOpinion.objects.for_school(school).exclude(written_at=None)
    for row in sorted(rows, key=lambda row: (row.written_at, row.pk)):
        lines[row.processing_id] += _printed(row)
    return lines


def _printed(opinion: DelegateOpinion) -> list[str]:
    assert opinion.written_at is not None
    day = full_day(localdate(opinion.written_at))
    head = f"{opinion.get_outcome_display()}, {day}, {opinion.author_name}. {opinion.subject_words}."
    lines = [head, *_words(opinion.text)]
    if opinion.decided_at is None:
        return [*lines, "Le chef d’établissement n’a pas encore répondu."]
    decided = f"{opinion.get_decision_display()}, décidé le {full_day(localdate(opinion.decided_at))}."
    return [*lines, decided, *_words(opinion.decision_text)]


def _words(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
