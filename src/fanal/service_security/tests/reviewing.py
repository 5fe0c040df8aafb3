"""A review of access that is open, and who goes through it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import scope
from fanal.designations.testing import TODAY
from fanal.online_services.models import OnlineService
from fanal.service_security.actions import reviews as actions

KEY = "k" * 24


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False):
        yield


@pytest.fixture
def head(client_of, school):
    return client_of(school, Role.HEAD)


def by(client, *roles):
    return actor_of(client.membership.person, *roles)


@pytest.fixture
def services(school):
    with scope(school):
        return [OnlineService.objects.create(school=school, name=f"Service {rank:02}") for rank in range(12)]


def opened(school, head):
    with scope(school):
        return actions.open_review(
            school, "Rentrée", TODAY + timedelta(days=9), today=TODAY, by=by(head, Role.HEAD)
        )


def url(name, school, *args):
    return reverse(f"reviews:{name}", args=[school.uai, *args])
