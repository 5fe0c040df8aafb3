"""How is a due rule told in French, and which one is refused? Pure."""

from calendar import monthrange

from fanal.agenda.rules.due import LONGEST_SHIFT, DueRule, ShiftUnit, Snap
from fanal.core.text.french import MONTHS, WEEKDAYS

SINGULAR = {ShiftUnit.DAYS: "jour", ShiftUnit.WEEKS: "semaine", ShiftUnit.OPEN_DAYS: "jour de classe"}
A_COMMON_YEAR = 2027


def in_words(rule: DueRule) -> str:
    """« 15 jours après la rentrée des élèves », « le premier mardi à partir du 1er février »."""
    if named := _day_of_month(rule):
        return named
    weekday, anchor = WEEKDAYS[rule.weekday], rule.anchor.label
    if rule.snap is Snap.EXACT:
        return _shift_words(rule) if rule.shift else anchor
    if rule.shift:
        after = {
            Snap.WEEK: f"le {weekday} de cette semaine-là",
            Snap.NEXT: f"le premier {weekday} à partir de là",
            Snap.LAST: f"le dernier {weekday} d’avant",
        }
        return f"{_shift_words(rule)} ({after[rule.snap]})"
    of_anchor = f"de {anchor}".replace("de le ", "du ")
    phrases = {
        Snap.WEEK: f"le {weekday} de la semaine {of_anchor}",
        Snap.NEXT: f"le premier {weekday} à partir {of_anchor}",
        Snap.LAST: f"le dernier {weekday} avant {anchor}",
    }
    return phrases[rule.snap]


def _shift_words(rule: DueRule) -> str:
    count = abs(rule.shift)
    unit = SINGULAR[rule.unit] if count == 1 else rule.unit.label
    return f"{count} {unit} {'après' if rule.shift > 0 else 'avant'} {rule.anchor.label}"


def _day_of_month(rule: DueRule) -> str:
    """« le 20 novembre » for nineteen days after 1 November; empty for what is no plain day of a month."""
    month, is_plain = rule.anchor.month, rule.snap is Snap.EXACT and rule.unit is ShiftUnit.DAYS
    if not month or not is_plain or not 0 < rule.shift < monthrange(A_COMMON_YEAR, month)[1]:
        return ""
    return f"le {rule.shift + 1} {MONTHS[month - 1]}"


def refusals(rule: DueRule) -> list[str]:
    """Why this rule gives no day of the year; an empty list means that it does."""
    reasons = []
    if abs(rule.shift) > LONGEST_SHIFT:
        reasons.append(f"Le décalage dépasse {LONGEST_SHIFT} : partez d’un repère plus proche.")
    if rule.unit is ShiftUnit.WEEKS and LONGEST_SHIFT // 7 < abs(rule.shift) <= LONGEST_SHIFT:
        reasons.append(f"{abs(rule.shift)} semaines sortent de l’année : partez d’un repère plus proche.")
    if rule.weekday not in range(len(WEEKDAYS)):
        reasons.append("Choisissez un jour de la semaine.")
    return reasons
