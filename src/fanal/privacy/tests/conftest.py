"""An officer of the académie whom the school appointed, and a sheet of its register."""

import pytest

from fanal.accounts.models import Academy, School
from fanal.privacy.models import Processing
from fanal.privacy.tests.opinions import TODAY, officer_of, sheet_of


@pytest.fixture
def academy(school: School) -> Academy:
    academy = Academy.objects.create(code="montbrume", name="Académie de Montbrume")
    school.academy, school.dpo_appointed_since = academy, TODAY
    school.save(update_fields=["academy", "dpo_appointed_since"])
    return academy


@pytest.fixture
def officer(academy):
    return officer_of(academy)


@pytest.fixture
def sheet(school) -> Processing:
    return sheet_of(school)
