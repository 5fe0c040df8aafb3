"""Which indicators a school follows, what it aims at, and how it measures: chosen by head and référents."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms.stale import refuse_stale
from fanal.indicators.actions.measuring import measure_school
from fanal.indicators.models import Indicator
from fanal.indicators.policies import indicator as policies
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import set_refusals
from fanal.indicators.rules.goals import Goals, frequency_refusals, goal_refusals

ONE_FREQUENCY = (
    "Cet indicateur compte des personnes : le mesurer plus ou moins souvent en cours de route laisserait "
    "lire de petits groupes par différence. Gardez sa fréquence."
)


@transaction.atomic
def choose_indicators(school: School, codes: Collection[str], *, now: datetime, by: Actor) -> int:
    """Follow these, and no other; how many are new. What is followed no more keeps its values."""
    School.objects.held(school.pk)
    require(policies.choose_indicators, by, None)
    rows = {row.code: row for row in Indicator.objects.for_school(school)}
    own = [code for code, row in rows.items() if row.is_own]
    if reasons := set_refusals(codes, own):
        raise RuleBroken(reasons)
    new = []
    for code in (*CATALOGUE, *own):
        row = rows.get(code)
        if code in codes and (row is None or not row.is_followed):
            new.append(code)
            _follow(school, code, row, now=now, by=by)
        elif row is not None and row.is_followed and code not in codes:
            journal.write_changes(row, {"is_followed": False}, by=by, verb="indicators.left")
    measure_school(school, now=now, by=by, codes=new, is_new=True)
    return len(new)


def _follow(school: School, code: str, row: Indicator | None, *, now: datetime, by: Actor) -> None:
    if row is not None:
        journal.write_changes(row, {"is_followed": True}, by=by, verb="indicators.chosen")
        return
    made = Indicator.objects.create(
        school=school,
        code=code,
        frequency=CATALOGUE[code].frequency,
        chosen_on=now.astimezone(school.zone_info).date(),
    )
    journal.created(made, by=by, verb="indicators.chosen")


@transaction.atomic
def follow_more(school: School, code: str, *, now: datetime, by: Actor) -> int:
    """One more, under « Ajouter »; pressed twice, it is followed once."""
    followed = _codes(school)
    return choose_indicators(school, {*followed, code}, now=now, by=by)


@transaction.atomic
def leave(indicator: Indicator, *, now: datetime, by: Actor) -> None:
    """Follow it no more."""
    school = School.objects.get(pk=indicator.school_id)
    choose_indicators(school, _codes(school) - {indicator.code}, now=now, by=by)


def _codes(school: School) -> set[str]:
    School.objects.held(school.pk)
    return set(Indicator.objects.for_school(school).followed().values_list("code", flat=True))


@transaction.atomic
def change_goals(indicator: Indicator, values: Mapping[str, Any], *, by: Actor, seen: str = "") -> Indicator:
    """Say where it starts, what it aims at, and how it is measured here; another measure is another version.

    `seen`: the version that the form showed.
    """
    indicator = Indicator.objects.for_school(indicator.school_id).locked(indicator.pk)
    require(policies.choose_indicators, by, indicator)
    refuse_stale(indicator, values, seen)
    definition = indicator.definition
    goals = Goals(values["baseline"], values.get("target"), values.get("alert"))
    refused = frequency_refusals(definition, values["frequency"])
    if reasons := [*refused, *goal_refusals(definition, goals)]:
        raise RuleBroken(reasons)
    if definition.counts_people and values["frequency"] != indicator.frequency:
        raise RuleBroken(ONE_FREQUENCY)
    written = dict(values)
    if values["method"].strip() != indicator.method:
        written["method_version"] = indicator.method_version + 1
    journal.write_changes(indicator, written, by=by, verb="indicators.goals_changed")
    return indicator
