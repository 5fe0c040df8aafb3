"""Fixtures of schools whose machines report."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.tenancy import scope
from fanal.inventory.actions.access import open_access
from fanal.inventory.models import Machine
from fanal.inventory.reading.access import secret_of


def address_of(school: Any) -> str:
    """The path where machines of this school report."""
    with scope(school):
        access = open_access(school, now=timezone.now(), by=system(System.SETUP))
        return reverse("agents:report", args=[school.uai, secret_of(access)])


def enrolled(client: Any, address: str) -> str:
    """The path that a machine being set up is given there."""
    answer = client.post(address + "inscrire")
    assert answer.status_code == 200
    return "/e/" + str(answer.text.split("/e/", 1)[1])


@pytest.fixture
def address(school: Any) -> str:
    return address_of(school)


@pytest.fixture
def machines_of() -> Callable[[Any], list[Machine]]:
    """`machines_of(school)`: all its machines, oldest first."""

    def read(school: Any) -> list[Machine]:
        with scope(school):
            return list(Machine.objects.for_school(school).select_related("equipment").order_by("number"))

    return read
