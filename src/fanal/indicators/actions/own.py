"""An indicator of the school's own: made, changed. The rules decide."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.indicators.actions.measuring import measure_codes, measure_school
from fanal.indicators.models import Indicator
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.sources import counted_measures
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import LEAST, MOST
from fanal.indicators.rules.definition import Direction
from fanal.indicators.rules.goals import goal_refusals
from fanal.indicators.rules.own import (
    MOST_OWN,
    OwnFormula,
    OwnUnit,
    next_code,
    own_definition,
    own_refusals,
)
from fanal.year.rules.periods import PeriodKind

FULL = f"Vous suivez déjà {MOST} indicateurs, le plus qu’on puisse regarder : cessez d’en suivre un d’abord."
TOO_MANY = f"Vous en avez déjà créé {MOST_OWN} : reprenez plutôt un ancien, ou changez sa formule."
FIRST = f"Choisissez d’abord les indicateurs de l’établissement, {LEAST} au moins ; le vôtre s’y ajoute."
NOT_OWN = "Cet indicateur est du catalogue : sa formule ne se change pas."


@transaction.atomic
def create_own(school: School, values: Mapping[str, Any], *, now: datetime, by: Actor) -> Indicator:
    """Follow a new one, counted at once if Fanal counts both its sides."""
    School.objects.held(school.pk)
    require(policies.choose_indicators, by, None)
    rows = list(Indicator.objects.for_school(school))
    own = [row.code for row in rows if row.is_own]
    formula = formula_of(values, PeriodKind(values["frequency"]))
    names = [*(str(row) for row in rows), *(one.name for one in CATALOGUE.values())]
    reasons = own_refusals(formula, counted_measures(), names)
    followed = sum(row.is_followed for row in rows)
    if followed < LEAST:
        reasons.append(FIRST)
    if followed >= MOST:
        reasons.append(FULL)
    if len(own) >= MOST_OWN:
        reasons.append(TOO_MANY)
    if reasons:
        raise RuleBroken(reasons)
    indicator = Indicator.objects.create(
        school=school,
        code=next_code(own),
        frequency=formula.frequency,
        chosen_on=now.astimezone(school.zone_info).date(),
        **_columns(formula),
    )
    journal.created(indicator, by=by, verb="indicators.own_created")
    measure_school(school, now=now, by=by, codes=[indicator.code], is_new=True)
    return indicator


@transaction.atomic
def change_own(
    indicator: Indicator, values: Mapping[str, Any], *, now: datetime, by: Actor, seen: str = ""
) -> Indicator:
    """Another formula is another version: the series breaks there. Another name is not.

    `seen`: the version that the form showed.
    """
    school = School.objects.held(indicator.school_id)
    rows = Indicator.objects.for_school(indicator.school_id)
    indicator = rows.locked(indicator.pk)
    require(policies.choose_indicators, by, indicator)
    if not indicator.is_own:
        raise RuleBroken(NOT_OWN)
    refuse_stale(indicator, values, seen)
    formula = formula_of(values, indicator.kind)
    others = [str(row) for row in rows.exclude(pk=indicator.pk)]
    others += [one.name for one in CATALOGUE.values()]
    if reasons := own_refusals(formula, counted_measures(), others):
        raise RuleBroken(reasons)
    columns = _columns(formula)
    if formula.direction is Direction.NEITHER:
        columns |= {"target": None, "alert": None}
    elif reasons := goal_refusals(own_definition(indicator.code, formula), indicator.goals):
        raise RuleBroken(reasons)
    if replace(formula, name=indicator.name) != indicator.formula:
        columns["formula_version"] = indicator.formula_version + 1
    journal.write_changes(indicator, columns, by=by, verb="indicators.own_changed")
    measure_codes(school, [indicator.code], now=now, by=by)
    return indicator


def formula_of(values: Mapping[str, Any], frequency: PeriodKind) -> OwnFormula:
    """What the form says; the words of what Fanal counts are its own."""
    measures = counted_measures()
    part, whole = measures.get(values["part"]), measures.get(values["whole"])
    sides = [measure for measure in (part, whole) if measure is not None]
    return OwnFormula(
        values["name"],
        OwnUnit(values["unit"]),
        part.label.lower() if part else values["numerator"],
        whole.label.lower() if whole else values["denominator"],
        values["part"],
        values["whole"],
        Direction(values["direction"]),
        frequency,
        is_of_people=any(one.is_of_people for one in sides) if sides else values["is_of_people"],
        is_state=bool(sides) and all(one.is_state for one in sides),
    )


def _columns(formula: OwnFormula) -> dict[str, Any]:
    """The formula as the row keeps it; how often it is measured stays with the goals."""
    return {name: value for name, value in vars(formula).items() if name != "frequency"}
