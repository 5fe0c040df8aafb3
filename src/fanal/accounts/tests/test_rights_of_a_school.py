"""Does every right look at the school, whatever its policy forgets? A hostile colleague, November 2026."""

import inspect
from datetime import date
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from fanal.accounts.models import Authority, PartnerMembership, Person, School, User
from fanal.accounts.models.colleague import Colleague
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import RIGHTS, Right, require
from fanal.core.errors import NoLonger
from fanal.core.tenancy import SchoolOwned
from fanal.work_log.policies.work import OfSomebody

HERE, ELSEWHERE = 1, 2
TODAY = date(2026, 11, 27)
pytestmark = pytest.mark.clock(TODAY)
# Of no school, or of the actor's own: the id of a person of the page, whatever row the page has read.
OF_NO_SCHOOL = {NoneType, int, object, User, Authority, PartnerMembership, OfSomebody}


def sorts_of(right: Right) -> set[type]:
    """What it is asked about, as its policy says."""
    name = list(inspect.signature(right.test).parameters)[1]
    sort = get_type_hints(right.test)[name]
    return set(get_args(sort) or (sort,)) - OF_NO_SCHOOL


def thing_of(sort: type, school_id: int) -> Any:
    if sort is School:
        return School(pk=school_id, academy_id=1)
    if sort is Colleague:
        return Colleague(Person(school_id=school_id))
    assert issubclass(sort, SchoolOwned), f"say in the test whose {sort.__name__} is"
    return sort(school_id=school_id)


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: f"{right.app}.{right.verb}")
def test_nobody_may_anything_to_a_row_of_another_school(right):
    """Each policy says yes to everything here: the school alone is looked at."""
    carefree = Right(right.app, right.verb, right.label, right.roles, lambda actor, thing: True)
    actor = Actor("person:1", "", right.roles, HERE, 1)
    for sort in sorts_of(right):
        assert carefree(actor, thing_of(sort, HERE))
        assert not carefree(actor, thing_of(sort, ELSEWHERE)), sort


def test_who_left_is_taken_back_only_by_somebody_who_could_give_what_they_still_hold():
    """`take_back` looked at no function: whoever keeps people took back a head on the evening they left."""
    person = Person(pk=3, school_id=HERE, left_on=TODAY)
    left = Colleague(person, ever=frozenset({Role.HEAD}))
    keeper = Actor("person:1", "", frozenset({Delegated.PEOPLE, Role.DIGITAL_LEAD}), HERE, 1)
    assert not policies.take_back(keeper, left)
    assert policies.take_back(keeper, Colleague(person))
    assert policies.take_back(Actor("person:2", "", frozenset({Role.HEAD}), HERE, 2), left)


def test_what_became_of_a_thing_is_said_in_its_own_school_alone():
    """A refusal says what changed and what to do; of another school's thing, nothing."""
    shut = Right("x", "y", "Écrire", frozenset({Role.HEAD.value}), lambda *_: False, lambda _: "c’est clos")
    head = Actor("person:1", "", shut.roles, HERE, 1)
    with pytest.raises(NoLonger, match="« Écrire » n’est plus possible ici : c’est clos"):
        require(shut, head, thing_of(School, HERE))
    with pytest.raises(NoLonger, match="quelque chose a changé entre-temps"):
        require(shut, head, thing_of(School, ELSEWHERE))
