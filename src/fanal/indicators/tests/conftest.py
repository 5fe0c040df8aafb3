from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.indicators.actions import choice
from fanal.indicators.actions import value as value_actions
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.rules.choice import proposed
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

TODAY = date(2026, 11, 26)
SET = proposed([])


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def followed(school, boss):
    """The usual eight, and PIX3, US1 and FO2, which nobody counts; by code."""
    with scope(school):
        choice.choose_indicators(school, [*SET, "PIX3", "US1", "FO2"], now=timezone.now(), by=boss)
        return {row.code: row for row in Indicator.objects.for_school(school)}


def url(school, name, *args):
    return reverse(f"indicators:{name}", args=[school.uai, *args])


def term(rank: int, first: int = 2026) -> MeasurePeriod:
    return MeasurePeriod(SchoolYear(first), PeriodKind.TERM, rank)


def typed(indicator, period, above, below, boss) -> IndicatorValue:
    below = None if below is None else Decimal(below)
    return value_actions.type_value(indicator, period, Decimal(above), below, now=timezone.now(), by=boss)
