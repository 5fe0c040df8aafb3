"""« Doublons possibles »: the pairs to look at, two records side by side, and what was joined to a record."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Func, Q
from django.urls import reverse

from fanal.accounts.models import Person, School
from fanal.core.people.arrivals_departures import DEPARTURE
from fanal.directory.models import NotDuplicate, Pupil, RecordMerge, SourceRecord
from fanal.directory.reading.arrivals_departures import check_lines
from fanal.directory.reading.departure_checklist import ChecklistLine
from fanal.directory.reading.records import PUPILS, RecordSort, states_of
from fanal.directory.rules.duplicates import Pair, Record, likely_pupils, likely_staff
from fanal.directory.rules.record_merge import seal_of

MOST_PAIRS = 200  # shown and checked; the likeliest come first
PAGES = {
    "pupil": ("directory:pupil_page", "directory:pupil_pair"),
    "person": ("people:person_page", "directory:person_pair"),
}


@dataclass(frozen=True)
class PairRow:
    """Two names, where they are compared, and why one asks."""

    names: tuple[str, str]
    details: tuple[str, str]
    address: str
    why: str


def _folded(name: str) -> Func:
    return Func(name, function="sort_key")


def _records(sort: RecordSort, school: School) -> list[Record]:
    rows: Any = sort.model.objects.for_school(school)
    rows = rows.exclude(given_name="")
    more = ("born", "left_on") if sort is PUPILS else ("left_on",)
    folded = rows.annotate(family=_folded("family_name"), given=_folded("given_name"))
    return [
        Record(pk, _words(family), _words(given), rest[0] if len(rest) > 1 else None, rest[-1] is not None)
        for pk, family, given, *rest in folded.values_list("pk", "family", "given", *more)
    ]


def _words(text: str) -> str:
    """Hyphens and apostrophes part words: « Lou-Anne » and « Lou Anne » are one name."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text).split())


def pairs_of(sort: RecordSort, school: School, only: int | None = None) -> list[Pair]:
    """The pairs of this school worth asking about (three queries); `only`: those of one record."""
    pairs = (likely_pupils if sort is PUPILS else likely_staff)(_records(sort, school))
    if only is not None:
        pairs = [pair for pair in pairs if only in pair.key]
    ends = (f"{sort.link}_id", f"other_{sort.link}_id")
    apart = set(NotDuplicate.objects.for_school(school).exclude(**{ends[0]: None}).values_list(*ends))
    pairs = [pair for pair in pairs if pair.key not in apart][:MOST_PAIRS]
    sources = _sources(sort, school, pairs)
    return [pair for pair in pairs if not _are_distinct(pair, sources)]


def _sources(sort: RecordSort, school: School, pairs: list[Pair]) -> dict[int, set[str]]:
    """Which sources name each record of near names now."""
    link = f"{sort.link}_id"
    pks = {pk for pair in pairs if pair.is_near for pk in pair.key}
    rows = SourceRecord.objects.for_school(school).filter(**{f"{link}__in": pks}, gone_on__isnull=True)
    sources: dict[int, set[str]] = {}
    for pk, source in rows.values_list(link, "source"):
        sources.setdefault(pk, set()).add(source)
    return sources


def _are_distinct(pair: Pair, sources: dict[int, set[str]]) -> bool:
    """One source gives both under two numbers: twins, or two colleagues of one family."""
    first, second = (sources.get(pk, set()) for pk in pair.key)
    return pair.is_near and not first.isdisjoint(second)


def pair_rows(sort: RecordSort, school: School, pairs: list[Pair], year: str) -> list[PairRow]:
    """The same with their names (one query)."""
    pks = {pk for pair in pairs for pk in pair.key}
    named = _named(sort, school, pks, year)
    return [
        PairRow(
            (named[pair.first][0], named[pair.second][0]),
            (named[pair.first][1], named[pair.second][1]),
            reverse(PAGES[sort.link][1], args=[school.uai, *pair.key]),
            pair.why,
        )
        for pair in pairs
    ]


def _named(sort: RecordSort, school: School, pks: set[int], year: str) -> dict[int, tuple[str, str]]:
    if sort is not PUPILS:
        staff = Person.objects.for_school(school).filter(pk__in=pks)
        return {person.pk: (str(person), person.job or person.email or "sans fonction") for person in staff}
    year_s = FilteredRelation("enrolments", condition=Q(enrolments__school_year=year))
    rows = Pupil.objects.for_school(school).filter(pk__in=pks).annotate(here=year_s)
    names = {}
    for pupil, code in ((row, row.code) for row in rows.annotate(code=F("here__class_code"))):
        born = f"né le {pupil.born:%d/%m/%Y}" if pupil.born else "sans date de naissance"
        names[pupil.pk] = (str(pupil), f"{code or 'sans classe'}, {born}")
    return names


@dataclass(frozen=True)
class Side:
    """One of the two records compared."""

    row: Any
    state: dict[str, Any]
    records: list[SourceRecord]
    address: str
    hanging: list[ChecklistLine]

    @property
    def facts(self) -> list[tuple[str, str]]:
        row = self.row
        if isinstance(row, Pupil):
            return [("Né le", f"{row.born:%d/%m/%Y}" if row.born else "non dit")]
        return [("Fonction", row.job or "–"), ("Courriel", row.email or "–")]

    @property
    def years(self) -> list[tuple[str, str]]:
        return [(year["school_year"], _year_words(year)) for year in reversed(self.state["years"])]


def _year_words(year: dict[str, Any]) -> str:
    lists = [", ".join(year.get(name, [])) for name in ("functions", "classes", "groups")]
    parts = [year.get("class_code", ""), *lists]
    return " · ".join(part for part in parts if part) or "sans classe"


def sides_of(sort: RecordSort, rows: list[Any], school: School) -> list[Side]:
    """The records to compare, found `with_checks` (three queries); `hanging`: what rests on each."""
    link = f"{sort.link}_id"
    query = SourceRecord.objects.for_school(school).filter(**{f"{link}__in": [row.pk for row in rows]})
    records = list(query.order_by("source", "key"))
    return [
        Side(
            row,
            state,
            [record for record in records if getattr(record, link) == row.pk],
            reverse(PAGES[sort.link][0], args=[school.uai, row.pk]),
            [line for line in check_lines(row, school, DEPARTURE, sort.link) if line.entries],
        )
        for row, state in zip(rows, states_of(sort, rows), strict=True)
    ]


def seal_of_sides(sides: list[Side]) -> str:
    return seal_of(*(side.state for side in sides))


def joined_to(row: Any) -> list[RecordMerge]:
    """What was joined to this record and may be separated, the latest first (one query)."""
    mine = Q(pupil=row.pk) if isinstance(row, Pupil) else Q(person=row.pk)
    rows = RecordMerge.objects.for_school(row.school_id).standing().filter(mine)
    return list(rows.select_related("joined_by").order_by("-pk"))


def joined_from(sort: RecordSort, row: Any, pair: set[int]) -> int | None:
    """The number of this record when the other of the pair was joined to it (one query)."""
    (other,) = pair - {row.pk}
    rows = RecordMerge.objects.for_school(row.school_id).standing()
    return row.pk if rows.filter(**{sort.link: row.pk}, gone_number=other).exists() else None
