from datetime import date

import pytest

from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.roles import Role
from fanal.accounts.testing import signed_in
from fanal.equipment.tests.machines import address, machines_of

__all__ = ["address", "machines_of", "technician"]


@pytest.fixture
def technician(school):
    """A browser of someone of the school's authority."""
    user = User.objects.create(email="technicien@departement.invalid", password="!")
    return signed_in(
        PartnerMembership.objects.create(
            user=user,
            name="Tech",
            role=Role.TECHNICIAN,
            authority=school.authority,
            valid_from=date(2020, 9, 1),
        )
    )
