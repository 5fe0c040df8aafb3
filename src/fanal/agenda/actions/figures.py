"""Keeping the figures of a year when it ends, so that nothing that comes later changes them."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.agenda.models import YearFigure
from fanal.agenda.policies import year as policies
from fanal.agenda.reading.figures import kept_figures, values_of, whole
from fanal.core import journal
from fanal.core.registry import registered
from fanal.measures.reading.measures import MEASURES
from fanal.year.rules.years import SchoolYear

CENTS = Decimal("0.01")


@transaction.atomic
def keep_year_figures(school: School, year: SchoolYear, *, today: date, by: Actor) -> int:
    """Keep every figure of a year that is over and was not kept yet; returns how many."""
    require(policies.keep_figures, by, None)
    School.objects.held(school.pk)
    if today <= year.ends_on:
        return 0
    kept = keep_missing(school, year, today=today)
    if kept:
        journal.noted(school, by=by, verb="missions.figures_kept", year=year.label, count=kept)
    return kept


def keep_missing(school: School, year: SchoolYear, *, today: date, only_states: bool = False) -> int:
    """Write those that are not written; what is already kept stays as it was. The school must be locked."""
    kept_codes = {code for _, code in kept_figures(school, [year])}
    measures = [
        measure
        for measure in registered(MEASURES)
        if measure.code not in kept_codes and (measure.is_state or not only_states)
    ]
    values = values_of(school, measures, whole(year, today), today)
    rows = [
        YearFigure(
            school=school,
            school_year=year.label,
            code=code,
            basis=value.basis,
            kept_on=today,
            value=Decimal(value.number).quantize(CENTS),
        )
        for code, value in values.items()
        if value.number is not None
    ]
    YearFigure.objects.bulk_create(rows)
    return len(rows)
