from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.peer_help.actions import offer as offers
from fanal.peer_help.actions import open_hour as hours
from fanal.peer_help.actions import project_help as helps

TODAY = date(2026, 11, 26)
WISH = {"title": "Un journal radio", "text": "Comment s’y prendre à trente ?"}
CARD = {"topics": ["create", "media"], "words": "Radio", "opens_classroom": True}
HOUR = {"slot_minutes": 15, "slot_count": 3, "place": "CDI", "about": "ENT"}


@pytest.fixture
def ada(school):
    with scope(school):
        return PersonFactory(school=school, given_name="Ada", family_name="Hamel", email="ada@ecole.invalid")


@pytest.fixture
def zoe(school):
    with scope(school):
        return PersonFactory(
            school=school, given_name="Zoé", family_name="Le Guen", email="zoe@ecole.invalid"
        )


def acting(person):
    """A colleague, as who acts."""
    return actor_of(person, Role.TEACHER)


def offering(person, **about):
    return offers.keep_offer(person, CARD | about, today=TODAY, by=acting(person))


def asked(person, offer=None, **about):
    return helps.ask_for_help(person, WISH | about, now=timezone.now(), by=acting(person), offer=offer)


def helped(asker, helper):
    """A request of one that the other took, inside the scope."""
    offering(helper)
    return helps.take_help(asked(asker), now=timezone.now(), by=acting(helper))


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def held(host, **about):
    """An open hour of tomorrow by somebody who offers help."""
    offering(host)
    return hours.hold_hour(
        host, HOUR | {"starts_at": tomorrow()} | about, now=timezone.now(), by=acting(host)
    )


def url(school, name, *args):
    return reverse(f"peer_help:{name}", args=[school.uai, *args])
