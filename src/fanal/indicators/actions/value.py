"""What people write of an indicator: a value with both its sides, a comment, an agreement on their delays."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.indicators.models import DelayAgreement, Indicator, IndicatorComment, IndicatorValue, ValueSource
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.sources import source_for
from fanal.indicators.rules.figure import typed_refusals
from fanal.year.rules.periods import MeasurePeriod

MOST_COMMENTS, MOST_VALUES = 200, 400  # of one indicator
COUNTED_HERE = "Fanal compte lui-même cet indicateur pour {period} : corrigez plutôt ce qu’il compte."
TO_COME = "{period} n’a pas encore commencé."
OF_ONE_PERSON = "Ce délai mesure le travail de personnes : Fanal le compte lui-même, il ne se saisit pas."
NOT_ITS_LENGTH = "Cet indicateur est mesuré {frequency} : « {period} » n’a pas cette durée."
TOO_MANY = "Cet indicateur a déjà {count} {what} : c’est le plus que Fanal garde."


@transaction.atomic
def type_value(
    indicator: Indicator,
    period: MeasurePeriod,
    numerator: Decimal | None,
    denominator: Decimal | None,
    *,
    now: datetime,
    by: Actor,
    source: ValueSource = ValueSource.TYPED,
) -> IndicatorValue:
    """Keep both sides of the formula for a period; a value typed before is corrected."""
    indicator = Indicator.objects.for_school(indicator.school_id).locked(indicator.pk)
    require(policies.write_values, by, indicator)
    definition = indicator.definition
    if definition.is_delay and source_for(indicator) is not None:
        raise RuleBroken(OF_ONE_PERSON)
    about_people = definition.counts_people or definition.is_of_people
    reasons = period_refusals(indicator, period, timezone.localdate(now))
    if reasons := reasons or typed_refusals(definition, numerator, denominator):
        raise RuleBroken(reasons)
    values = {
        "numerator": numerator,
        "denominator": denominator,
        "people": None if denominator is None or not about_people else int(denominator),
        "counts_people": definition.counts_people,
        "source": source,
        "version": indicator.version,
        "reason": "",
        "written_by_id": by.person_id,
        "measured_at": now,
    }
    kept = IndicatorValue.objects.for_school(indicator.school_id).filter(
        indicator=indicator, period=period.code
    )
    row = kept.first()
    if row is not None:
        if row.is_counted_here and source_for(indicator) is not None:
            raise RuleBroken(COUNTED_HERE.format(period=period.label))
        journal.write_changes(row, values, by=by, verb="indicators.value_changed")
        return row
    if indicator.values.count() >= MOST_VALUES:
        raise RuleBroken(TOO_MANY.format(count=MOST_VALUES, what="valeurs"))
    made = IndicatorValue.objects.create(
        school_id=indicator.school_id,
        indicator=indicator,
        period=period.code,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        **values,
    )
    journal.created(made, by=by, verb="indicators.value_typed")
    return made


def period_refusals(indicator: Indicator, period: MeasurePeriod, today: date) -> list[str]:
    """Why an indicator has no value for this period."""
    if period.kind is not indicator.kind:
        frequency = indicator.get_frequency_display()
        return [NOT_ITS_LENGTH.format(frequency=frequency, period=period.label)]
    return [TO_COME.format(period=period.label)] if period.starts_on > today else []


@transaction.atomic
def comment(indicator: Indicator, values: Mapping[str, Any], *, now: datetime, by: Actor) -> IndicatorComment:
    """Say what explains a value."""
    indicator = Indicator.objects.for_school(indicator.school_id).locked(indicator.pk)
    require(policies.write_values, by, indicator)
    if indicator.comments.count() >= MOST_COMMENTS:
        raise RuleBroken(TOO_MANY.format(count=MOST_COMMENTS, what="commentaires"))
    made = IndicatorComment.objects.create(
        school_id=indicator.school_id,
        indicator=indicator,
        period=values["period"],
        text=values["text"].strip(),
        written_by_id=by.person_id,
        written_at=now,
    )
    journal.noted(indicator, by=by, verb="indicators.commented")
    return made


@transaction.atomic
def agree_on_delays(person: Person, *, agrees: bool, today: date, by: Actor) -> None:
    """Let one's delays appear in reports, or no longer; said twice, it is said once."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    kept = DelayAgreement.objects.for_school(person.school_id).filter(person=person).first()
    require(policies.agree_on_delays, by, kept or DelayAgreement(person=person))
    if agrees and kept is None:
        made = DelayAgreement.objects.create(school_id=person.school_id, person=person, given_on=today)
        journal.created(made, by=by, verb="indicators.delays_agreed")
    elif not agrees and kept is not None:
        journal.noted(kept, by=by, verb="indicators.delays_withheld")
        kept.delete()
