"""What the commission says to the board: when it met, what its decisions and partners’ promises became.

A row is a meeting or a decision by its number and its state: the words of a decision may name somebody.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from fanal.accounts.models import School
from fanal.commission.models import Meeting, MeetingDecision
from fanal.commission.models.decision import IS_OPEN, MeetingDecisionQuerySet
from fanal.commission.rules.decision import CommittedSide
from fanal.commission.rules.meeting import Circle
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import counted, full_day
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.period_filters import within
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockBars,
    BlockFigure,
    BlockSentence,
    FigureLabel,
    ReportBlock,
    ReportBlockSource,
    counted_figure,
)
from fanal.year.rules.periods import MeasurePeriod

MEETINGS, DECISIONS, PROMISES = (
    ("réunion", "réunions"),
    ("suite", "suites"),
    ("engagement", "engagements"),
)


def _page(school: School, meeting: Meeting) -> str:
    return address("commission:meeting_page", school.uai, meeting.number)


def _meetings(school: School, period: MeasurePeriod) -> BlockFigure:
    rows = Meeting.objects.for_school(school).that_took_place().filter(circle=Circle.COMMISSION)
    rows = rows.filter(**within(school, period, "starts_at")).select_related("school")
    return counted_figure(
        "commission.held",
        ("réunion tenue", "réunions tenues"),
        rows.order_by("starts_at", "pk"),
        lambda meeting: MeasuredRow.of(meeting, str(meeting), _page(school, meeting), meeting.day),
        definition=HELD,
        period=period.label,
        noun=MEETINGS,
    )


def _count(
    code: str,
    label: FigureLabel,
    rows: MeetingDecisionQuerySet,
    today: date,
    words: tuple[str, str],
    *,
    noun: tuple[str, str] = DECISIONS,
    whole: int | None = None,
) -> BlockFigure:
    """`words`: the definition, the period. « Réunion n° 3 · En retard », and the day for which it is due."""

    def traced(row: MeetingDecision) -> MeasuredRow:
        page = _page(row.school, row.meeting)
        return MeasuredRow.of(row, f"{row.meeting} · {row.state_on(today)[0]}", page, row.due_on)

    rows = rows.select_related("meeting", "task", "school").order_by("due_on", "pk")
    return counted_figure(
        code, label, rows, traced, definition=words[0], period=words[1], noun=noun, whole=whole
    )


def _decisions(
    school: School, period: MeasurePeriod, today: date
) -> tuple[list[BlockFigure], BlockBars | None]:
    """Those that approved minutes of the period hold, as they stand."""
    every: MeetingDecisionQuerySet = MeetingDecision.objects.for_school(school)
    rows = every.approved().filter(
        meeting__circle=Circle.COMMISSION, **within(school, period, "meeting__starts_at")
    )
    states = Counter(row.state_on(today)[0] for row in rows.select_related("task"))
    whole, on = states.total(), f"au {full_day(today)}"
    if not whole:
        return [], None
    figures = [
        _count(
            "commission.decided",
            ("avis ou suite noté", "avis et suites notés"),
            rows,
            today,
            (DECIDED, period.label),
        ),
        _count(
            "commission.done", ("suite tenue", "suites tenues"), rows.done(), today, (DONE, on), whole=whole
        ),
        _count(
            "commission.late",
            ("suite en retard", "suites en retard"),
            rows.late(today),
            today,
            (LATE, on),
            whole=whole,
        ),
    ]
    ordered = sorted(states.items(), key=lambda pair: (-pair[1], pair[0]))
    finding = f"Sur {counted(whole, 'suite')}, {counted(figures[1].rows, 'tenue')}."
    bars = tuple((state, Decimal(count)) for state, count in ordered)
    return figures, BlockBars(finding, bars, "suites")


def _promises(school: School, period: MeasurePeriod, today: date) -> list[BlockFigure]:
    """Of partners, those whose last day is in the period and of which one knows what they became."""
    every: MeetingDecisionQuerySet = MeetingDecision.objects.for_school(school)
    rows = every.due(period.starts_on, period.ends_on).filter(side=CommittedSide.PARTNER)
    kept, broken = rows.done(), rows.exclude(pk__in=rows.done()).filter(~IS_OPEN | Q(due_on__lt=today))
    whole, span = kept.count() + broken.count(), period.label
    if not whole:
        return []
    more: dict[str, Any] = {"noun": PROMISES, "whole": whole}
    return [
        _count("commission.kept", KEPT_LABEL, kept, today, (KEPT, span), **more),
        _count(
            "commission.broken",
            ("non tenu ou en retard", "non tenus ou en retard"),
            broken,
            today,
            (BROKEN, span),
            **more,
        ),
    ]


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    met = _meetings(school, period)
    decisions, bars = _decisions(school, period, today)
    promises = _promises(school, period, today)
    if not (met.rows or decisions or promises):
        return None
    words = counted(met.rows, "réunion") if met.rows else "Aucune réunion"
    sentences = [BlockSentence(f"{words} de la commission numérique sur la période.", met.code)]
    if decisions:
        taken, done, _ = decisions
        words = counted(taken.rows, "avis ou suite noté", "avis et suites notés")
        kept = counted(done.rows, "tenue", "tenues") if done.rows else "aucune tenue"
        sentences.append(BlockSentence(f"{words}, {kept}.", taken.code))
    if promises:
        kept_ones = promises[0]
        words = f"Engagements de partenaires : {kept_ones.value} {'tenus' if kept_ones.rows > 1 else 'tenu'}."
        sentences.append(BlockSentence(words, kept_ones.code))
    return ReportBlock(tuple(sentences), (met, *decisions, *promises), bars)


KEPT_LABEL = "engagement de partenaire tenu", "engagements de partenaires tenus"
HELD = "Réunions de la commission numérique qui ont eu lieu pendant la période."
DECIDED = "Avis et suites à donner, dans les comptes rendus approuvés des réunions de la période."
DONE = "Parmi ces suites, celles qui sont tenues ce jour-là, à la date prévue ou après."
LATE = "Parmi ces suites, celles dont la date est passée et qui ne sont pas closes."
KEPT = (
    "Engagements de partenaires, notés dans un compte rendu approuvé et dont la date tombe dans la période, "
    "qui sont tenus. Ceux dont la date n’est pas passée ne comptent que s’ils sont clos."
)
BROKEN = "Parmi les mêmes engagements, ceux notés non tenus et ceux dont la date est passée sans suite."

register(REPORT_BLOCK, "commission.decisions")(
    ReportBlockSource(
        "commission.decisions",
        "La commission numérique",
        compose,
        "Ses réunions, ce que deviennent ses avis, les engagements des partenaires.",
    )
)
