from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.indicators.actions import choice
from fanal.indicators.models import Indicator
from fanal.indicators.rules.choice import proposed

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
