"""One export of several schools: each gets what is its own, and nothing of the others."""

from datetime import timedelta

import pytest

from fanal.accounts.models import School
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.errors import RuleBroken
from fanal.core.imports.models import Import
from fanal.core.tenancy import scope
from fanal.directory.models import Pupil, SourceRecord
from fanal.people_files.actions.everywhere import NOT_OPEN
from fanal.people_files.tests.everywhere import bring, school_request
from fanal.people_files.tests.importing import TODAY, pupil
from fanal.people_files.tests.reading import aaf
from fanal.people_files.tests.siecle import ONE, PUPILS, STRUCTURES, STS

__all__ = ["bring"]

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def names(school) -> set[str]:
    with scope(school):
        return set(Pupil.objects.for_school(school).present(TODAY).values_list("family_name", flat=True))


def test_each_school_gets_its_own_people_and_an_import_of_its_own(school, elsewhere, bring):
    unknown = SchoolFactory.build(uai="0123456A")
    brought = bring(
        aaf(school_request(school, "43"), school_request(elsewhere, "44"), school_request(unknown, "45")),
        aaf(pupil(1), pupil(2, school="44", klass="3B"), pupil(3, school="45")),
    )
    assert [outcome.school for outcome in brought] == sorted(
        [school, elsewhere], key=lambda school: school.uai
    )
    assert names(school) == {"NOM1"}
    assert names(elsewhere) == {"NOM2"}
    with scope(school):
        assert Import.objects.for_school(school).get().created == 2
        assert set(SourceRecord.objects.for_school(school).values_list("key", flat=True)) == {"43", "13-1"}


def test_where_too_many_would_leave_the_plan_waits_and_the_others_go_on(school, elsewhere, bring):
    schools = aaf(school_request(school, "43"), school_request(elsewhere, "44"))
    everybody = [pupil(number) for number in range(1, 31)]
    bring(schools, aaf(*everybody, pupil(99, school="44")))
    brought = bring(schools, aaf(*everybody[:10], pupil(99, school="44"), pupil(100, school="44")))
    waiting = {outcome.school: outcome.waits for outcome in brought}
    assert "20 départs sur 30" in waiting[school]
    assert waiting[elsewhere] == ""
    assert len(names(school)) == 30
    assert names(elsewhere) == {"NOM99", "NOM100"}


def test_each_school_s_own_share_of_departures_holds_here_too(school, elsewhere, bring):
    School.objects.filter(pk=school.pk).update(departures_least=30)
    schools = aaf(school_request(school, "43"), school_request(elsewhere, "44"))
    here, there = (
        [pupil(start + rank, school=number) for rank in range(30)]
        for start, number in ((1, "43"), (50, "44"))
    )
    bring(schools, aaf(*here, *there))
    brought = bring(schools, aaf(*here[:10], *there[:10]))
    assert {outcome.school: bool(outcome.waits) for outcome in brought} == {school: False, elsewhere: True}
    assert (len(names(school)), len(names(elsewhere))) == (10, 30)


def test_a_closed_school_is_left_as_it_is(school, elsewhere, bring):
    School.objects.filter(pk=elsewhere.pk).update(open_until=TODAY - timedelta(days=1))
    schools = aaf(school_request(school, "43"), school_request(elsewhere, "44"))
    brought = bring(schools, aaf(pupil(1), pupil(2, school="44")))
    assert [outcome.school for outcome in brought] == [school]
    assert names(elsewhere) == set()


def test_a_piece_that_cannot_be_read_stops_everything(school, bring):
    with pytest.raises(RuleBroken, match="coupé"):
        bring(aaf(school_request(school, "43")), aaf(*(pupil(number) for number in range(40)))[:3000])
    assert names(school) == set()


def siecle_of(school, *, name: str = "CŒUR") -> str:
    text = PUPILS.format(sections=f"<ELEVES>{ONE}</ELEVES>{STRUCTURES}".format(left=""))
    return text.replace("0121234x", school.uai).replace("CŒUR", name).replace("ISO-8859-15", "UTF-8")


def test_the_siecle_of_several_schools_goes_to_each(school, elsewhere, bring):
    """December § 6.5: « `fanal directory import` of SIECLE or STS says that no school is open »."""
    unknown = SchoolFactory.build(uai="0123456A")
    brought = bring(siecle_of(elsewhere, name="LÀ"), siecle_of(school, name="ICI"), siecle_of(unknown))
    assert {outcome.uai: outcome.waits for outcome in brought} == {
        school.uai: "",
        elsewhere.uai: "",
        "0123456A": NOT_OPEN,
    }
    assert (names(school), names(elsewhere)) == ({"ICI"}, {"LÀ"})


def test_the_staff_of_sts_goes_to_its_school(school, bring):
    (brought,) = bring(STS.replace("0121234X", school.uai))
    assert (brought.school, brought.waits) == (school, "")
    assert brought.imported.created > 0
