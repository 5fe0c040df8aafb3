"""« Arrivées et départs »: who leaves and who arrives, and the sheet of one of them with all that remains.

What every app sees is a column of the one question that finds the people: a list costs the same for one
person and for twenty.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from fanal.accounts.models import Membership, Person, School
from fanal.core.database.prepared import prepared
from fanal.core.people.arrivals_departures import (
    ARRIVAL,
    ARRIVAL_CHECKS,
    CHECKLIST_STEPS,
    DEPARTURE,
    LEAVER_CHECKS,
    PERSON,
    PUPIL,
    ManualStep,
    OffboardingCheck,
)
from fanal.core.registry import registered
from fanal.core.text.words import lower_first
from fanal.directory.models import ChecklistTick, Pupil, SourceRecord
from fanal.directory.models.departure_checklist import CLOSED, KEPT, STAYS
from fanal.directory.reading.departure_checklist import ChecklistLine, DepartureChecklist
from fanal.directory.rules.arrivals_departures import (
    FOUNDING,
    NEW,
    SAID,
    SOON,
    TONES,
    PresenceFacts,
    Situation,
    situation,
    words,
)

MOST = 100  # people on one list


def checks_of(sheet: str, of: str) -> list[OffboardingCheck]:
    every = registered(LEAVER_CHECKS if sheet == DEPARTURE else ARRIVAL_CHECKS)
    return [check for check in every if check.of == of]


def with_checks(rows: QuerySet, school_id: int, sheet: str, of: str, today: date) -> Any:
    """Each check as a list of words, in the same question."""
    return rows.annotate(
        **{
            f"check_{rank}": ArraySubquery(check.rows(school_id, OuterRef("pk"), today))
            for rank, check in enumerate(checks_of(sheet, of))
        }
    )


def with_facts(rows: QuerySet, school_id: int, stays_since: datetime) -> Any:
    """`ends_on`, `is_unnamed`, `said_stays`: what `rules.arrivals_departures.PresenceFacts` wants."""
    records = SourceRecord.objects.for_school(school_id).filter(person=OuterRef("pk"))
    own = Membership.objects.for_school(school_id).filter(person=OuterRef("pk"))
    last = own.last_days()[:1]
    stays = ChecklistTick.objects.for_school(school_id).of_sheet(DEPARTURE, stays_since)
    return rows.annotate(
        ends_on=Subquery(last),
        is_unnamed=Q(Exists(records)) & ~Q(Exists(records.filter(gone_on__isnull=True))),
        said_stays=Exists(stays.filter(person=OuterRef("pk"), code=STAYS)),
    )


@prepared
def _own_remains(school_id: int, person_id: int, after: date) -> Any:
    return with_checks(
        Person.objects.for_school(school_id).filter(pk=person_id), school_id, DEPARTURE, PERSON, after
    )


def own_remains(school: School, person_id: int, after: date) -> list[tuple[OffboardingCheck, list[str]]]:
    """What somebody who leaves can settle themselves: what they hold, what stays theirs from that day on."""
    thing = _own_remains.first(school.pk, person_id, after)
    rows = [
        (check, [str(words) for words in getattr(thing, f"check_{rank}")])
        for rank, check in enumerate(checks_of(DEPARTURE, PERSON))
        if check.own
    ]
    return [(check, entries) for check, entries in rows if entries]


def facts_of(person: Any) -> PresenceFacts:
    return PresenceFacts(person.left_on, person.ends_on, person.is_unnamed, person.said_stays)


def check_lines(thing: Any, school: School, sheet: str, of: str) -> list[ChecklistLine]:
    lines = []
    for rank, check in enumerate(checks_of(sheet, of)):
        entries = [str(words) for words in getattr(thing, f"check_{rank}")]
        url = check.page(school.uai, thing.pk) if check.page else ""
        is_done = bool(entries) if sheet == ARRIVAL else not entries
        held = check.is_held and sheet == DEPARTURE
        lines.append(
            ChecklistLine(check.code, check.label, check.who, is_done, entries, url=url, is_held=held)
        )
    return lines


def steps_of(school: School, sheet: str, of: str) -> list[ManualStep]:
    return [step for make in registered(CHECKLIST_STEPS) for step in make(school, sheet, of)]


def _step_lines(steps: list[ManualStep], ticks: list[ChecklistTick]) -> list[ChecklistLine]:
    done = {tick.code: tick for tick in ticks}
    return [
        ChecklistLine(
            step.code,
            step.label,
            step.who,
            step.code in done,
            detail=step.detail,
            url=step.url,
            is_step=True,
            closes=step.closes,
            tick=done.get(step.code),
        )
        for step in steps
    ]


def _owner(school_id: int, sheet: str, of: str, said_since: datetime, today: date) -> Any:
    """Whoever a sheet may be of, with what it says of them; what was said before `said_since` is old."""
    if of == PUPIL:
        return with_checks(Pupil.objects.for_school(school_id), school_id, sheet, of, today)
    rows = Person.objects.for_school(school_id).exclude(given_name="")
    return with_facts(with_checks(rows, school_id, sheet, of, today), school_id, said_since)


def owner(school: School, sheet: str, of: str, now: datetime, today: date) -> Any:
    """The same as they are at this moment."""
    return _owner(school.pk, sheet, of, now - SAID, today)


def sheet_of(
    thing: Any, school: School, sheet: str, of: str, *, now: datetime, today: date
) -> DepartureChecklist:
    """The sheet of somebody found by `owner` (two questions, and those of the steps)."""
    ticks = ChecklistTick.objects.for_school(school).of_sheet(sheet, now - KEPT).filter(**{of: thing.pk})
    ticked = list(ticks.select_related("done_by").order_by("pk"))
    facts = facts_of(thing) if of == PERSON else PresenceFacts(thing.left_on)
    standing = situation(facts, today)
    lines = [*check_lines(thing, school, sheet, of), *_step_lines(steps_of(school, sheet, of), ticked)]
    is_closed = any(tick.code == CLOSED for tick in ticked)
    return DepartureChecklist(
        sheet, of, thing, words(facts, today), TONES[standing], lines, is_closed, standing
    )


@dataclass(frozen=True)
class Moving:
    """Somebody on the list: why, and what of the school's is still to be settled."""

    thing: Any
    why: str
    tone: str
    situation: Situation
    remains: list[str]
    is_holding: bool = False

    @property
    def detail(self) -> str:
        """« Parti le 3 mars · reste : matériel à rendre, jetons »."""
        rest = ", ".join(lower_first(word) for word in self.remains)
        return f"{self.why} · reste : {rest}" if rest else self.why


def _moving(thing: Any, facts: PresenceFacts, school: School, of: str, today: date) -> Moving:
    lines = check_lines(thing, school, DEPARTURE, of)
    remains = [line.label.split(",")[0] for line in lines if not line.is_done]
    held = any(line.is_held and line.entries for line in lines)
    standing = situation(facts, today)
    return Moving(thing, words(facts, today), TONES[standing], standing, remains, held)


@prepared
def _leavers(
    school_id: int, today: date, soon: date, kept_since: date, closed_since: datetime, said_since: datetime
) -> QuerySet[Person]:
    closed = ChecklistTick.objects.for_school(school_id).of_sheet(DEPARTURE, closed_since).filter(code=CLOSED)
    leaving = Q(left_on__isnull=True) & (
        Q(is_unnamed=True, said_stays=False)
        | Q(ends_on__lt=today, said_stays=False)
        | Q(ends_on__range=(today, soon))
    )
    left = Q(left_on__gte=kept_since) & ~Exists(closed.filter(person=OuterRef("pk")))
    rows = _owner(school_id, DEPARTURE, PERSON, said_since, today).filter(leaving | left)
    return rows.by_name()[:MOST]


def leavers(school: School, *, now: datetime, today: date) -> list[Moving]:
    """Those who left and whose sheet is open, those to ask about, those who leave soon (one question)."""
    rows = _leavers(school.pk, today, today + SOON, today - KEPT, now - KEPT, now - SAID)
    order = list(Situation)
    lines = [_moving(row, facts_of(row), school, PERSON, today) for row in rows]
    return sorted(lines, key=lambda line: order.index(line.situation))


@prepared
def _leaving_pupils(
    school_id: int, today: date, soon: date, closed_since: datetime, said_since: datetime
) -> QuerySet[Pupil]:
    closed = ChecklistTick.objects.for_school(school_id).of_sheet(DEPARTURE, closed_since).filter(code=CLOSED)
    seen = Q()
    for rank, _ in enumerate(checks_of(DEPARTURE, PUPIL)):
        seen |= Q(**{f"check_{rank}__len__gt": 0})
    rows = _owner(school_id, DEPARTURE, PUPIL, said_since, today).filter(seen, left_on__lte=soon)
    return rows.exclude(Exists(closed.filter(pupil=OuterRef("pk")))).by_name()[:MOST]


def leaving_pupils(school: School, *, now: datetime, today: date) -> list[Moving]:
    """Pupils who left or leave soon, and of whom an app still sees something (one question)."""
    rows = _leaving_pupils(school.pk, today, today + SOON, now - KEPT, now - SAID)
    return [_moving(row, PresenceFacts(row.left_on), school, PUPIL, today) for row in rows]


@prepared
def _arrivals(school_id: int, since: date, soon: date, closed_since: datetime) -> QuerySet[Person]:
    every = Membership.objects.for_school(school_id)
    founded = every.order_by("valid_from").values("valid_from")[:1]
    closed = ChecklistTick.objects.for_school(school_id).of_sheet(ARRIVAL, closed_since).filter(code=CLOSED)
    rows = Person.objects.for_school(school_id).present().exclude(given_name="")
    rows = rows.annotate(began=Min("memberships__valid_from"), founded=Subquery(founded))
    recent = rows.filter(began__range=(since, soon), began__gt=F("founded") + FOUNDING)
    rows = recent.exclude(Exists(closed.filter(person=OuterRef("pk"))))
    last = every.filter(person=OuterRef("pk")).last_days()[:1]
    return rows.annotate(ends_on=Subquery(last)).by_name()[:MOST]


def arrivals(school: School, *, now: datetime, today: date) -> list[Person]:
    """Those whose first functions began lately or begin soon, and whose sheet is open (one question)."""
    return _arrivals(school.pk, today - NEW, today + SOON, now - KEPT)
