"""Values brought by a file: planned beside what is kept, then written, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken
from fanal.core.labelled import Labelled
from fanal.indicators.actions.value import COUNTED_HERE, period_refusals, type_value
from fanal.indicators.models import Indicator, IndicatorValue, ValueSource
from fanal.indicators.policies import indicator as policies
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.figure import shown, typed_refusals
from fanal.indicators.rules.imported import MOST_LINES, YEARS_BACK, ImportedValue, is_too_old

NOTHING_NEW = "Ce fichier n’apporte rien de nouveau : rien n’a été écrit."
TOO_MANY = f"Ce fichier change plus de {MOST_LINES} valeurs : découpez-le."
TWICE = "Une ligne plus haut donne déjà cet indicateur pour {period} : gardez-en une."
TOO_OLD = f"{{period}} est trop loin : un fichier donne les {YEARS_BACK} dernières années."
NOT_FOLLOWED = "Cet indicateur n’est pas suivi : ajoutez-le d’abord."


class ValueEffect(Labelled):
    """What a line of the file does here."""

    NEW = "new", "Nouvelle"
    CHANGED = "changed", "Corrigée"
    SAME = "same", "Déjà là"
    REFUSED = "refused", "Refusée"


TONES = {ValueEffect.NEW: "ok", ValueEffect.CHANGED: "warn", ValueEffect.REFUSED: "bad"}


@dataclass(frozen=True)
class PlannedValue:
    """A value of the file, and what it meets here. `reason`: why it is refused; `replaced`: what it corrects,
    as a page may say it.
    """

    value: ImportedValue
    effect: ValueEffect
    before: IndicatorValue | None = None
    reason: str = ""
    replaced: str = ""
    title: str = ""

    @property
    def tone(self) -> str:
        return TONES.get(self.effect, "")

    @property
    def name(self) -> str:
        """As the catalogue calls it, or the school."""
        code = self.value.code
        return CATALOGUE[code].name if code in CATALOGUE else self.title or code

    @property
    def is_written(self) -> bool:
        return self.effect in {ValueEffect.NEW, ValueEffect.CHANGED}


def plan_values(
    school: School, values: Sequence[ImportedValue], *, now: datetime, by: Actor
) -> list[PlannedValue]:
    """What each value would do. Two questions, however many there are."""
    require(policies.import_values, by, None)
    followed = {row.code: row for row in Indicator.objects.for_school(school).followed()}
    rows = IndicatorValue.objects.for_school(school).filter(indicator__in=followed.values())
    rows = rows.select_related("indicator")
    kept = {(row.indicator_id, row.period): row for row in rows}
    plan, above = list[PlannedValue](), set[tuple[str, str]]()
    for value in values:
        planned = _planned(followed.get(value.code), value, kept, school.smallest_group, now)
        if (value.code, value.period.code) in above and planned.effect is not ValueEffect.REFUSED:
            reason = TWICE.format(period=value.period.label)
            planned = PlannedValue(value, ValueEffect.REFUSED, planned.before, reason)
        planned = replace(planned, title=str(followed.get(value.code, "")))
        above.add((value.code, value.period.code))
        plan.append(planned)
    if sum(planned.is_written for planned in plan) > MOST_LINES:
        raise RuleBroken(TOO_MANY)
    return plan


def _planned(
    indicator: Indicator | None,
    value: ImportedValue,
    kept: dict[tuple[int, str], IndicatorValue],
    smallest: int,
    now: datetime,
) -> PlannedValue:
    if indicator is None:
        return PlannedValue(value, ValueEffect.REFUSED, reason=NOT_FOLLOWED)
    before = kept.get((indicator.pk, value.period.code))
    if before is not None and _is_readable_again(indicator, before, value, smallest):
        return PlannedValue(value, ValueEffect.SAME, before)
    today = timezone.localdate(now)
    reasons = period_refusals(indicator, value.period, today)
    if is_too_old(value.period, today):
        reasons.append(TOO_OLD.format(period=value.period.label))
    reasons += typed_refusals(indicator.definition, value.numerator, value.denominator)
    if before is not None and before.is_counted_here:
        reasons.append(COUNTED_HERE.format(period=value.period.label))
    if reasons:
        return PlannedValue(value, ValueEffect.REFUSED, before, reasons[0])
    if before is None:
        return PlannedValue(value, ValueEffect.NEW)
    figure = shown(indicator.definition, before.figure, smallest)
    replaced = f"{figure.text} ({figure.detail})" if figure.detail else figure.text
    return PlannedValue(value, ValueEffect.CHANGED, before, replaced=replaced)


def _is_readable_again(
    indicator: Indicator, before: IndicatorValue, value: ImportedValue, smallest: int
) -> bool:
    """Whether a line says what an export said: of what no page shows, nobody learns that they guessed it."""
    is_same = (before.numerator, before.denominator) == (value.numerator, value.denominator)
    return is_same and shown(indicator.definition, before.figure, smallest).is_exact


@transaction.atomic
def apply_values(school: School, values: Sequence[ImportedValue], *, now: datetime, by: Actor) -> int:
    """Write what the plan says is new or corrected, each checked again; how many were."""
    School.objects.held(school.pk)
    require(policies.import_values, by, None)
    plan = plan_values(school, values, now=now, by=by)
    if refused := [planned for planned in plan if planned.effect is ValueEffect.REFUSED]:
        raise RuleBroken([f"{planned.name} : {planned.reason}" for planned in refused[:5]])
    written = [planned.value for planned in plan if planned.is_written]
    if not written:
        raise RuleBroken(NOTHING_NEW)
    followed = {row.code: row for row in Indicator.objects.for_school(school).followed()}
    for value in written:
        type_value(
            followed[value.code],
            value.period,
            value.numerator,
            value.denominator,
            now=now,
            by=by,
            source=ValueSource.IMPORTED,
        )
    return len(written)
