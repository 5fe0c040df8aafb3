from typing import Any

import pytest

from fanal.accounts.models import Academy, School
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.testing import ForgetfulClient
from fanal.overview.tests.partners import partner


@pytest.fixture
def second(school: School) -> School:
    """Another school of the same authority."""
    return SchoolFactory(name="Collège voisin", city="Montbrume", authority=school.authority)


@pytest.fixture
def technician(school: School, second: School) -> ForgetfulClient:
    return partner(Role.TECHNICIAN, school.authority)


@pytest.fixture
def academy(school: School) -> Academy:
    made: Any = Academy.objects.create(code="academie", name="Académie d’ici")
    school.academy = made
    school.save()
    return made
