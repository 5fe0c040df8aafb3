"""What may be booked, until when, how often: what a school decides, within what never makes sense."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fanal.core.text.french import agrees, counted, full_day
from fanal.year.rules.delays import WorkingCalendar

WEEK = timedelta(days=7)
DAYS_AHEAD, LONGEST_AHEAD = 60, 366
PERIODS_AT_ONCE, MOST_AT_ONCE = 4, 14
QUOTA, HIGHEST_QUOTA = 10, 200
IN_CALENDARS = timedelta(days=30)  # of the past, so that a calendar does not lose last week
CHECKED_WITHIN = timedelta(days=3)  # after its end, « tout était là ? »
MOST_REPEATED = 45  # weeks of a school year
WITHOUT_HOLIDAYS = WEEK * 8  # « jusqu’aux vacances » where none is known
OUT_OF_REACH = "Cette date est trop loin : vérifiez l’année."


class BookingState(StrEnum):
    """Where a booking is."""

    ASKED = "asked"
    HELD = "held"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    BACK = "back"
    CLOSED = "closed"


HOLDING = (BookingState.ASKED, BookingState.HELD, BookingState.CLOSED)  # nobody else can have it
LOST = (BookingState.REFUSED, BookingState.CANCELLED)
USED = (BookingState.HELD, BookingState.BACK)


class OpenTo(StrEnum):
    """Whom a thing is offered to. The team that answers for it books everything."""

    EVERYONE = "everyone"
    TEACHERS = "teachers"
    TEAM = "team"


class Repeat(StrEnum):
    """How often the same booking comes again."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"

    @property
    def step(self) -> timedelta:
        return WEEK * (2 if self is Repeat.FORTNIGHTLY else 1)


@dataclass(frozen=True)
class BookingLimits:
    """What the school allows for one thing: days ahead, periods at once, bookings to come for one person."""

    days_ahead: int = DAYS_AHEAD
    periods: int = PERIODS_AT_ONCE
    quota: int = QUOTA


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: a day, from when until when, how many periods."""

    day: date
    starts: datetime
    ends: datetime
    periods: int


def is_out_of_reach(day: date, today: date) -> bool:
    """More than a year away, for anybody: an address typed by hand, not a lesson."""
    return abs(day - today) > timedelta(days=LONGEST_AHEAD)


def last_day(limits: BookingLimits, today: date) -> date:
    """The last day that may be booked today, by those whom the limits hold."""
    return today + timedelta(days=limits.days_ahead)


def opens_on(day: date, limits: BookingLimits) -> date:
    """The first day on which this one may be booked."""
    return day - timedelta(days=limits.days_ahead)


def starts_at(starts: datetime, ends: datetime, now: datetime) -> datetime:
    """From when a booking holds: a lesson that runs is taken from now on, what was before is not theirs."""
    return now if starts < now < ends else starts


def refusals(
    wanted: Wanted,
    limits: BookingLimits,
    *,
    now: datetime,
    held: int,
    calendar: WorkingCalendar,
    is_team: bool,
    asked: int = 0,
    leaves_on: date | None = None,
) -> list[str]:
    """Why this cannot be booked; an empty list means it can, if nobody has it.

    `held`: what this person has to come on the same thing; `asked`: what they were granted before it, among
    the slots that they ask for at once; `leaves_on`: their last day here, none when nothing ends. The team
    that answers for it has no limit but the calendar, and nobody books past their last day.
    """
    today = now.astimezone(wanted.starts.tzinfo).date()
    found = []
    if wanted.ends <= now:
        found.append("Ce créneau est passé.")
    if not calendar.is_working(wanted.day):
        found.append("L’établissement est fermé ce jour-là.")
    if is_out_of_reach(wanted.day, today):
        found.append(OUT_OF_REACH)
    if leaves_on and wanted.day > leaves_on:
        found.append(
            f"Les fonctions de qui réserve finissent ici le {full_day(leaves_on)} : choisissez une date "
            "d’ici là, ou demandez à la direction de les prolonger."
        )
    if is_team:
        return found
    if wanted.day > last_day(limits, today):
        found.append(f"On réserve ici {limits.days_ahead} jours à l’avance, pas plus.")
    if wanted.periods > limits.periods:
        found.append(f"On réserve ici {limits.periods} créneaux de suite, pas plus.")
    if held + asked >= limits.quota:
        found.append(_quota_refusal(held, limits.quota))
    return found


def _quota_refusal(count: int, quota: int) -> str:
    """What they have is told apart from what they ask for: only the first is theirs to cancel."""
    has = f"Vous avez déjà {counted(count, 'réservation', 'réservations')} à venir ici"
    if count >= quota:
        return f"{has}, le nombre permis : annulez-en une, ou demandez à un référent."
    before = f"{has}, et {quota} sont permises" if count else f"On garde ici {quota} réservations à venir"
    return f"{before} : demandez-en {quota - count} au plus, ou adressez-vous à un référent."


def repeated(
    first: date, repeat: Repeat, *, until: date, calendar: WorkingCalendar
) -> tuple[list[date], list[date]]:
    """The days of « la même chose chaque semaine », and those left out because the school is closed."""
    open_days, closed, day = list[date](), list[date](), first
    while day <= until and len(open_days) < MOST_REPEATED:
        (open_days if calendar.is_working(day) else closed).append(day)
        if repeat is Repeat.ONCE:
            break
        day += repeat.step
    return open_days, closed


def last_repeat(
    first: date,
    closings: Iterable[tuple[date, date]],
    *,
    today: date,
    limits: BookingLimits,
    is_team: bool,
) -> date:
    """« Jusqu’aux vacances », and no further than this person may book at all."""
    until = holiday_after(first, closings) or first + WITHOUT_HOLIDAYS
    return until if is_team else min(until, last_day(limits, today))


def holiday_after(day: date, closings: Iterable[tuple[date, date]]) -> date | None:
    """The last day before the next closed period of a week or more; none when no period is known."""
    starts = (first for first, back in closings if first > day and back - first >= WEEK)
    first = min(starts, default=None)
    return first - timedelta(days=1) if first else None


def asking_refusals(starts: datetime, now: datetime) -> list[str]:
    """Why an agreement cannot be asked for this slot: nobody could give it any more."""
    if can_decide(BookingState.ASKED, starts, now):
        return []
    return [
        "Il faut un accord, et ce créneau a commencé : personne ne peut plus le donner. Choisissez le "
        "suivant, ou demandez à un référent numérique de réserver pour vous."
    ]


def limits_refusals(limits: BookingLimits) -> list[str]:
    found = []
    if not 1 <= limits.days_ahead <= LONGEST_AHEAD:
        found.append(f"On réserve de 1 à {LONGEST_AHEAD} jours à l’avance.")
    if not 1 <= limits.periods <= MOST_AT_ONCE:
        found.append(f"On réserve de 1 à {MOST_AT_ONCE} créneaux de suite.")
    if not 1 <= limits.quota <= HIGHEST_QUOTA:
        found.append(f"Une personne a de 1 à {HIGHEST_QUOTA} réservations à venir.")
    return found


def emptied_refusal(thing: str, content: int) -> str:
    """Why a trolley of which nothing is left is not booked: an empty trolley is no use to a class."""
    count = "son appareil n’est pas là" if content == 1 else f"aucun de ses {content} appareils n’est là"
    return (
        f"« {thing} » est vide : {count}, tout est prêté ou en panne. Choisissez autre chose, ou attendez "
        "qu’un appareil revienne."
    )


def left_of(count: int, total: int) -> str:
    """« 13 tablettes sur 15 » in short: « 13 sur 15 », or the number alone when all are there."""
    return f"{total}" if count == total else f"{count} sur {total}"


def devices_of(count: int, total: int) -> str:
    """« 15 appareils », « 13 sur 15 appareils », beside a name that may end with a number."""
    return f"{left_of(count, total)} {agrees(total, 'appareil', 'appareils')}"


def can_give_back(state: BookingState, starts: datetime, ends: datetime, now: datetime) -> bool:
    """« Rendre »: once it has begun; for a few days after its end, to say whether all was there."""
    return state is BookingState.HELD and starts <= now < ends + CHECKED_WITHIN


def can_cancel(state: BookingState, starts: datetime, now: datetime) -> bool:
    """« Annuler »: before it begins; afterwards it is given back."""
    return state in HOLDING and now < starts


def can_decide(state: BookingState, starts: datetime, now: datetime) -> bool:
    """« Accorder », « Refuser »: as long as it is asked and has not begun."""
    return state is BookingState.ASKED and now < starts


def is_for(open_to: OpenTo, *, is_team: bool, is_teacher: bool) -> bool:
    """Whether somebody may book what is offered to these."""
    return is_team or open_to is OpenTo.EVERYONE or (open_to is OpenTo.TEACHERS and is_teacher)


def week_of(day: date, weekdays: Collection[int]) -> list[date]:
    """The days of that week on which there are lessons, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=weekday) for weekday in sorted(weekdays)]
