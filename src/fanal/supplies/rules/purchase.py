"""Until when does a licence or a contract run, by when must somebody decide, and what is said of it?

Pure: `today` is given. Source: `docs/domain/equipment.md`, « Licences and contracts ».
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.text.french import counted, day_in_words, full_day
from fanal.core.text.money import euros

# Days before somebody must have decided, and the tone of each alert; the last one is red, and first at home.
ALERTS = {90: "info", 60: "warn", 30: "bad"}
LAST_ALERT = min(ALERTS)
LONGEST_NOTICE = 24  # months
LONGEST = timedelta(days=30 * 366)
END_FIRST = "La fin est avant le début : vérifiez les deux dates."
FIRST_YEAR = 1990
KEPT_YEARS = 5  # after the end
PHONE = re.compile(r"\+?[\d\s().,/-]+")
DIGITS = range(4, 16)  # of a number: from « 39 49 » to the longest of the world
UNDECIDED = timedelta(days=365)  # after an end of which nobody has said what follows
AHEAD = 12  # months that the page of endings shows


class PurchaseState(StrEnum):
    """Where a licence or a contract stands on a day."""

    TO_COME = "to_come"
    RUNNING = "running"
    TO_DECIDE = "to_decide"
    RENEWS = "renews"
    TO_NOTE = "to_note"
    TO_SETTLE = "to_settle"
    OVER = "over"


def months_before(day: date, months: int) -> date:
    """Give the same day so many months earlier; the end of a shorter month: 31 May minus 3 is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def decide_by(ends_on: date | None, notice_months: int, *, is_tacit: bool) -> date | None:
    """Give the last day to decide: to cancel what renews by itself, else the end; None without an end.

    Of 30 June with one month it is 30 May, not 31: of two readings, the earlier one.
    """
    if ends_on is None or not is_tacit:
        return ends_on
    return months_before(ends_on, notice_months)


def days_left_words(days: int, before: str = "dans") -> str:
    """Write « dans 24 jours », « aujourd’hui »."""
    return f"{before} {counted(days, 'jour')}" if days else "aujourd’hui"


@dataclass(frozen=True)
class Term:
    """From when until when; `decide_on` as `decide_by` says it, None of an end once somebody lets it end.

    `is_renewed_early`: a former period runs until the day before it begins.
    """

    starts_on: date
    ends_on: date | None
    decide_on: date | None
    is_tacit: bool = False
    is_renewed_early: bool = False

    def state_on(self, today: date) -> PurchaseState:
        if self.ends_on is not None and self.ends_on < today:
            return self._state_after(self.ends_on, today)
        if self.alert_on(today):
            return PurchaseState.TO_DECIDE
        if self.decide_on is not None and self.decide_on < today:
            return PurchaseState.RENEWS
        is_to_come = self.starts_on > today and not self.is_renewed_early
        return PurchaseState.TO_COME if is_to_come else PurchaseState.RUNNING

    def _state_after(self, ends_on: date, today: date) -> PurchaseState:
        if self.is_tacit:
            return PurchaseState.TO_NOTE
        is_settled = self.is_let_go or ends_on + UNDECIDED < today
        return PurchaseState.OVER if is_settled else PurchaseState.TO_SETTLE

    @property
    def is_let_go(self) -> bool:
        """Somebody decided that it ends."""
        return self.ends_on is not None and self.decide_on is None

    def may_let_end_on(self, today: date) -> bool:
        """Whether « Laisser finir » is offered: its end is near or past, and nobody has decided."""
        return not self.is_tacit and self.state_on(today) in {
            PurchaseState.TO_DECIDE,
            PurchaseState.TO_SETTLE,
        }

    def alert_on(self, today: date) -> int | None:
        """Give 90, 60 or 30, the alert whose day has come; None before the first, and once it is too late."""
        if self.decide_on is None or self.decide_on < today:
            return None
        return next((days for days in sorted(ALERTS) if (self.decide_on - today).days <= days), None)

    def words_on(self, today: date) -> str:
        state = self.state_on(today)
        if state is PurchaseState.TO_DECIDE and self.decide_on is not None:
            days_left = (self.decide_on - today).days
            verb = "À décider" if self.is_tacit else "Finit"
            return f"{verb} {days_left_words(days_left, 'sous' if self.is_tacit else 'dans')}"
        if state is PurchaseState.TO_COME:
            return f"Commence le {day_in_words(self.starts_on, today=today)}"
        if self.is_let_go and state is PurchaseState.RUNNING:
            return "Se termine"
        return {
            PurchaseState.RUNNING: "En cours" if self.ends_on else "Sans fin",
            PurchaseState.RENEWS: "Se reconduit",
            PurchaseState.TO_NOTE: "Reconduction à noter",
            PurchaseState.TO_SETTLE: "Finie, suite à décider",
            PurchaseState.OVER: "Fin passée",
        }[state]

    def tone_on(self, today: date) -> str:
        match self.state_on(today):
            case PurchaseState.TO_DECIDE:
                return ALERTS[self.alert_on(today) or LAST_ALERT]
            case PurchaseState.TO_NOTE | PurchaseState.TO_SETTLE:
                return "bad"
            case PurchaseState.OVER:
                return ""
        return "ok"

    @property
    def refusals(self) -> list[str]:
        """Say what is wrong in these days."""
        if self.starts_on.year < FIRST_YEAR:
            return [f"Le début est avant {FIRST_YEAR} : vérifiez l’année."]
        if self.ends_on is None:
            return ["Une reconduction tacite a une fin : donnez-la."] if self.is_tacit else []
        if self.ends_on < self.starts_on:
            return [END_FIRST]
        if self.ends_on - self.starts_on > LONGEST:
            return ["La fin est à plus de trente ans du début : vérifiez l’année, ou n’en donnez pas."]
        return []


def notice_refusals(starts_on: date, ends_on: date | None, months: int, *, is_tacit: bool) -> list[str]:
    """Say why what renews by itself cannot have such a notice: nobody could ever cancel it in time."""
    if ends_on is None or not is_tacit or months_before(ends_on + timedelta(days=1), months) >= starts_on:
        return []
    return [
        f"Un préavis de {months} mois est plus long que la période : vérifiez le préavis et les deux dates."
    ]


def next_end(starts_on: date, ends_on: date) -> date:
    """Give the end of a next period as long: in months when it is of whole months, else in days."""
    after = ends_on + timedelta(days=1)
    if after.day != starts_on.day:
        return after + (ends_on - starts_on)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return months_before(after, -months) - timedelta(days=1)


def phone_refusals(typed: str) -> list[str]:
    """Say why this is no number to call; none for an empty one."""
    digits = sum(sign.isdecimal() for sign in typed)
    if not typed or (PHONE.fullmatch(typed) and digits in DIGITS):
        return []
    return [f"« {typed} » n’est pas un numéro à composer : écrivez-le en chiffres, comme 01 99 00 12 34."]


def period_words(starts_on: date, ends_on: date | None, today: date) -> str:
    """Write « passée », « en cours » or « à venir »."""
    if starts_on > today:
        return "à venir"
    return "passée" if ends_on is not None and ends_on < today else "en cours"


def price_words(cents: int | None, *, is_yearly: bool) -> str:
    """Write « 1 250,00 € par an », or nothing when it is not known."""
    return "" if cents is None else f"{euros(cents)}{' par an' if is_yearly else ''}"


def renewal_refusals(ends_on: date | None, until: date) -> list[str]:
    """Say why it cannot be renewed until that day; `ends_on`: its end today."""
    if ends_on is None:
        return ["Elle n’a pas de fin : il n’y a rien à renouveler."]
    if until <= ends_on:
        return [
            f"La nouvelle fin doit venir après le {full_day(ends_on)}, la fin actuelle : quelqu’un l’a "
            "peut-être déjà renouvelée."
        ]
    return Term(ends_on + timedelta(days=1), until, until).refusals


def months_ahead(today: date) -> list[date]:
    """List the first days of this month and of the eleven that follow."""
    now = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(now, now + AHEAD)]


def month_of(code: str, today: date) -> date:
    """Give the first day of « 2027-03 », of those of the page alone; of this month for anything else."""
    months = months_ahead(today)
    return next((month for month in months if f"{month:%Y-%m}" == code), months[0])


def days_of(month: date, today: date) -> tuple[date, date]:
    """Give the days of a month that are not past, as its first and its last."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return max(month, today), last


def letting_end_refusals(term: Term) -> list[str]:
    """Say why nobody can let it end."""
    if term.ends_on is None:
        return ["Elle n’a pas de fin : il n’y a rien à laisser finir."]
    if term.is_tacit:
        return ["Elle se reconduit : envoyez la résiliation, puis décochez « se reconduit tacitement »."]
    return []
