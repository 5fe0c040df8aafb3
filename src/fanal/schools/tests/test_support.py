"""The address where the breakdowns of every school of an authority go: each school reads that it changed."""

import pytest

from fanal.accounts.models import School
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.models import JournalEntry
from fanal.core.tenancy import scope
from fanal.schools.actions.authority import change_support

VERB = "accounts.support_changed"
BY = system(System.SETUP)


def entries(school):
    with scope(school):
        return list(JournalEntry.objects.for_school(school).filter(verb=VERB).order_by("seq"))


@pytest.mark.django_db
def test_each_school_of_the_authority_reads_where_its_breakdowns_go_from_now_on():
    here, elsewhere = SchoolFactory(), SchoolFactory()
    same = SchoolFactory(authority=here.authority)
    School.objects.filter(pk=elsewhere.pk).update(authority=None)
    change_support(here.authority, email="Aide@nord.invalid", phone="", by=BY)
    for school in (here, same):
        (entry,) = entries(school)
        assert entry.chain == "security"
        assert f"{here.authority} : aide@nord.invalid" in entry.payload
    assert entries(elsewhere) == []
    change_support(here.authority, email="aide@nord.invalid", phone="", by=BY)
    assert len(entries(here)) == 1  # the same address redirects nothing
    with pytest.raises(RuleBroken):
        change_support(here.authority, email="nulle part", phone="", by=BY)
    change_support(here.authority, email="", phone="", by=BY)
    assert f"{here.authority} : aucune adresse" in entries(same)[-1].payload
