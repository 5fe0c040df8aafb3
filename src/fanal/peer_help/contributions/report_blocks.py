"""What peer help says to the board: numbers alone, and only of groups that may be shown. No row is listed.

A request between colleagues is read by two of them: what the board reads of it must not lead to them. A half
of a year with few people keeps the whole year silent too, else the other half would tell it by difference.
"""

from datetime import date, datetime, time

from django.db.models import Count, QuerySet

from fanal.accounts.models import School
from fanal.accounts.rules.small_groups import is_small, may_be_shown_beside
from fanal.core.registry import register
from fanal.core.text.french import counted
from fanal.measures.reading.period_filters import days_within, within
from fanal.measures.reading.report_blocks import (
    REPORT_BLOCK,
    BlockFigure,
    BlockSentence,
    ReportBlock,
    ReportBlockSource,
)
from fanal.peer_help.models import OpenHour, ProjectHelp
from fanal.year.rules.periods import MeasurePeriod, PeriodKind, periods_of


def _people(rows: QuerySet, whose: str) -> int:
    count: int = rows.aggregate(people=Count(whose, distinct=True))["people"]
    return count


def _stands(rows: QuerySet, name: str, period: MeasurePeriod, whose: str, smallest: int) -> bool:
    """Whether those whom `rows` are about may be counted in the period, and in each half of its year."""
    halves = periods_of(period.year, PeriodKind.HALF)
    counts = [_people(rows.filter(**days_within(half, name)), whose) for half in halves]
    return may_be_shown_beside(counts, _people(rows.filter(**days_within(period, name)), whose), smallest)


def _helps(school: School, period: MeasurePeriod) -> list[BlockFigure]:
    """Those asked; those ended with thanks, where who asked, who helped and who did not thank are enough."""
    smallest, figures = school.smallest_group, list[BlockFigure]()
    every = ProjectHelp.objects.for_school(school)
    asked = every.filter(**days_within(period, "asked_on"))
    if _stands(every, "asked_on", period, "requester", smallest):
        figures.append(_figure("peer_help.asked", asked.count(), ASKED, period))
    thanked = every.filter(is_thanked=True)
    others = _people(asked.filter(is_thanked=False), "requester")
    sides = [_stands(thanked, "ended_on", period, whose, smallest) for whose in ("requester", "helper")]
    if all(sides) and not is_small(others, smallest):
        count = thanked.filter(**days_within(period, "ended_on")).count()
        figures.append(_figure("peer_help.thanked", count, THANKED, period))
    return figures


def _hours(school: School, period: MeasurePeriod, today: date) -> BlockFigure | None:
    """Those of the days before, which everybody here could read; of one person alone, they are theirs."""
    begins = datetime.combine(today, time.min, tzinfo=school.zone_info)
    rows = OpenHour.objects.for_school(school).filter(is_cancelled=False, ends_at__lte=begins)
    hosts = list(rows.filter(**within(school, period, "starts_at")).values_list("host", flat=True))
    if not hosts:
        return None
    only_one = hosts[0] if len(set(hosts)) == 1 else None
    return _figure("peer_help.hours", len(hosts), HOURS, period, whose=only_one)


def _figure(
    code: str, count: int, words: str, period: MeasurePeriod, *, whose: int | None = None
) -> BlockFigure:
    return BlockFigure.counting(code, LABELS[code], count, definition=words, period=period.label, whose=whose)


def compose(school: School, period: MeasurePeriod, today: date) -> ReportBlock | None:
    figures = _helps(school, period)
    hours = _hours(school, period, today)
    figures += [hours] if hours else []
    if not figures:
        return None
    first = figures[0]
    nouns = NOUNS[first.code]
    sentence = BlockSentence(f"{counted(int(first.value), *nouns)} entre collègues.", first.code)
    return ReportBlock((sentence,), tuple(figures))


NOUNS = {
    "peer_help.asked": ("coup de main demandé", "coups de main demandés"),
    "peer_help.thanked": ("merci reçu", "mercis reçus"),
    "peer_help.hours": ("heure ouverte tenue", "heures ouvertes tenues"),
}
LABELS = NOUNS | {"peer_help.thanked": ("a reçu un merci", "ont reçu un merci")}
ASKED = "Demandes d’aide pour un projet ou une classe, faites à des collègues. Aucune n’est listée."
THANKED = "Demandes terminées pendant la période dont qui demandait a remercié. Aucune n’est listée."
HOURS = "Heures ouvertes de la période qui sont passées et n’ont pas été annulées. Aucune n’est listée."

register(REPORT_BLOCK, "peer_help.helps")(
    ReportBlockSource(
        "peer_help.helps",
        "L’entraide",
        compose,
        "Des nombres seuls : coups de main demandés, mercis, heures ouvertes.",
    )
)
