"""An act prepared and signed, and the school it is of."""

from datetime import date

import pytest
import time_machine

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models import Membership
from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.files.attachments import Stored
from fanal.core.tenancy import scope
from fanal.designations.actions import designations, signing

TODAY = date(2026, 11, 26)
NEXT = date(2027, 9, 30)
SCAN = Stored("actes.pdf", "application/pdf", 9, "a" * 64, False)


@pytest.fixture
def here(school):
    with time_machine.travel("2026-11-26 09:00+01:00", tick=False), scope(school):
        yield school


@pytest.fixture
def head(here):
    return actor_of(member_of(here, Role.HEAD).person, Role.HEAD)


@pytest.fixture
def lead(here):
    return member_of(here, Role.TEACHER)


def prepared(school, person, by, *, service=None, **more):
    values = {
        "service": service,
        "delegate": person,
        "rights": ["do:people", "do:year"],
        "nature": "designation",
        "operations": ["gérer les comptes"],
        "starts_on": TODAY,
        "ends_on": NEXT,
    } | more
    act = designations.write_designation(school, None, values, today=TODAY, by=by)
    return designations.send_to_sign(act, today=TODAY, by=by)


def signed(school, act, by, files=(SCAN,), on=TODAY):
    heads = [
        member.person for member in Membership.objects.for_school(school).valid_on(TODAY).holding(Role.HEAD)
    ]
    signature = signing.Signed(on, files, str(heads[0]) if heads else "Anne Le Bras", "Principale")
    return signing.sign_designations(school, [act.number], signature, today=TODAY, by=by)[0]


def rights(person, day=TODAY):
    return roles_of(person, day) & set(Delegated.values)
