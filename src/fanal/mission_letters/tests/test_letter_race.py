"""Two people press at the same second: one letter begins, one signature is noted, one amendment is made."""

from datetime import date

import pytest

from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, SchoolFactory
from fanal.agenda.tests.actors import actor
from fanal.allowances.tests.allowance_factories import MissionFactory
from fanal.core.tenancy import scope
from fanal.core.tests.pressing import at_once
from fanal.mission_letters.actions import letter as actions
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.rules.letter import Pay

TODAY, YEAR = date(2026, 11, 26), "2026-2027"
LETTER = actions.LetterInput(TODAY, date(2027, 6, 30), Pay.NONE, {"main_missions": "Conseiller"})
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock(TODAY)]


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def mission(school):
    with scope(school):
        return MissionFactory(school=school, school_year=YEAR)


@pytest.fixture
def people(school):
    with scope(school):
        return PersonFactory.create_batch(3, school=school)


def written(school, mission, person, **others):
    fields = {"state": "draft", "starts_on": LETTER.starts_on, "ends_on": LETTER.ends_on} | others
    with scope(school):
        return MissionLetter.objects.create(
            school=school,
            number=5,
            mission=mission,
            person=person,
            school_year=YEAR,
            main_missions="Conseiller",
            **fields,
        )


def rows(school):
    with scope(school):
        return list(MissionLetter.objects.for_school(school).order_by("number", "version"))


def test_two_begin_the_letter_of_one_person_and_one_is_there(school, mission, people):
    who, *heads = people
    own = actor(Role.DIGITAL_LEAD, who)
    starts = [
        lambda by=by: actions.start_letter(mission, who, LETTER, by=by)
        for by in (own, *(actor(Role.HEAD, head) for head in heads))
    ]
    assert at_once(school, *starts) == ["done", "refused", "refused"]
    assert len(rows(school)) == 1


def test_two_begin_the_letters_of_two_people_and_each_has_a_number(school, mission, people):
    *both, head = people
    starts = [
        lambda who=who: actions.start_letter(mission, who, LETTER, by=actor(Role.HEAD, head)) for who in both
    ]
    assert at_once(school, *starts) == ["done", "done"]
    assert len({letter.number for letter in rows(school)}) == 2


def test_two_heads_note_one_signature(school, mission, people):
    who, *heads = people
    letter = written(school, mission, who, state="agreed", agreed_on=TODAY)
    signs = [
        lambda head=head: actions.note_signature(letter, TODAY, today=TODAY, by=actor(Role.HEAD, head))
        for head in heads
    ]
    assert at_once(school, *signs) == ["done", "refused"]
    assert rows(school)[0].state == "signed"


def test_two_amend_and_one_version_is_made(school, mission, people):
    who, head, _ = people
    letter = written(school, mission, who, state="signed", agreed_on=TODAY, signed_on=TODAY)
    own, by = actor(Role.DIGITAL_LEAD, who), actor(Role.HEAD, head)
    amends = [lambda by=by: actions.amend_letter(letter, by=by) for by in (own, by)]
    assert at_once(school, *amends) == ["done", "done"]
    assert [letter.version for letter in rows(school)] == [1, 2]


def test_one_agrees_while_the_head_writes_and_nobody_agrees_to_what_they_have_not_read(
    school, mission, people
):
    who, head, _ = people
    letter = written(school, mission, who, state="shared")
    draft = actions.LetterInput(LETTER.starts_on, LETTER.ends_on, Pay.NONE, {"main_missions": "Tout faire"})
    done = at_once(
        school,
        lambda: actions.agree_to_letter(letter, 1, today=TODAY, by=actor(Role.DIGITAL_LEAD, who)),
        lambda: actions.write_letter(letter, draft, 1, by=actor(Role.HEAD, head)),
    )
    assert done == ["done", "refused"]
    (kept,) = rows(school)
    assert (kept.state, kept.main_missions) in {("agreed", "Conseiller"), ("shared", "Tout faire")}


def test_one_writes_while_the_other_deletes_and_neither_page_breaks(school, mission, people):
    who, head, _ = people
    letter = written(school, mission, who)
    done = at_once(
        school,
        lambda: actions.write_letter(letter, LETTER, 1, by=actor(Role.DIGITAL_LEAD, who)),
        lambda: actions.discard_letter(letter, by=actor(Role.HEAD, head)),
    )
    assert done in (["done", "done"], ["done", "refused"])
    assert rows(school) == []
