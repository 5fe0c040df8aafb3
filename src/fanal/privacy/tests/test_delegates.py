"""The delegate of a school is the same on its pages, in its register and in its letters."""

from datetime import date

import pytest

from fanal.accounts.models import Academy, PartnerMembership, User
from fanal.accounts.models.roles import Role
from fanal.privacy.reading.delegates import NO_DPO, OF_ACADEMY, TO_WRITE, delegate_lines, delegates_of
from fanal.privacy.reading.requests import remedy_of

TODAY = date(2026, 11, 26)
OWN = {"dpo_name": "Inès Roy", "dpo_email": "dpd@ac.invalid", "dpo_phone": "01 23 45 67 89"}
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def appointed(school):
    """A school that appointed the académie’s delegate."""
    school.academy = Academy.objects.create(code="montbrume", name="Académie de Montbrume")
    school.dpo_appointed_since = TODAY
    return school


@pytest.fixture
def aline(appointed):
    user = User.objects.create_user("dpd@academie.invalid")
    return PartnerMembership.objects.create(
        user=user, academy=appointed.academy, name="Aline Roche", role=Role.DPO, valid_from=TODAY
    )


def write(school, *names):
    for name in names:
        setattr(school, name, OWN[name])


@pytest.mark.parametrize("names", [tuple(OWN), ("dpo_name",), ("dpo_email",), ("dpo_phone",)])
def test_the_schools_own_is_the_only_one_everywhere(appointed, aline, names):
    """One of the three is enough, as the help of its form says; the académie’s is not printed below."""
    write(appointed, *names)
    known = ", ".join(OWN[name] for name in names)
    assert [str(delegate) for delegate in delegates_of(appointed, TODAY)] == [known]
    assert delegate_lines(appointed, TODAY) == [known]
    assert f"({known})" in remedy_of(appointed, TODAY)


def test_the_academys_is_named_or_its_place_left_to_write(appointed):
    name = OF_ACADEMY.format(academy="Académie de Montbrume")
    assert delegate_lines(appointed, TODAY) == [name, TO_WRITE]
    assert delegates_of(appointed, TODAY) == []
    assert "délégué à la protection des données de l’académie" in remedy_of(appointed, TODAY)


def test_who_has_none_reads_so(school):
    assert delegate_lines(school, TODAY) == [NO_DPO]
    assert delegates_of(school, TODAY) == []
