"""What a declaration makes: whose rows, what is emptied of them, what is over."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.tests.factories import PersonFactory
from fanal.core.clock.testing import today
from fanal.core.imports.models import Import, ImportLine
from fanal.core.people.erasure import PERSON, PUPIL, Erased, Subject
from fanal.core.people.links import any_of, field_at, links_to
from fanal.core.people.own_data import Own, in_order
from fanal.core.retention.removal import Until, days
from fanal.core.retention.rule import Retention
from fanal.core.tenancy import scope
from fanal.missions.models import PointLine, WeekPoint


@pytest.fixture
def people(school):
    with scope(school):
        return PersonFactory(school=school, left_on=today() - timedelta(days=1)), PersonFactory(school=school)


def line(author, **fields) -> PointLine:
    point = WeekPoint.objects.get_or_create(school=author.school, number=1)[0]
    fields |= {"point": point, "text": "A", "written_at": timezone.now()}
    return PointLine.objects.create(school=author.school, author=author, **fields)


def subject_of(person, sort: str = PERSON) -> Subject:
    return Subject(sort, person.school_id, person.pk, person.given_name, person.family_name, today())


def test_a_link_says_whose_a_row_is():
    assert links_to(PERSON, Import, ("made_by",)) == ["made_by"]
    assert links_to(PUPIL, Import, ("made_by",)) == []
    assert field_at(ImportLine, "imported__made_by").related_model.__name__ == "Person"
    assert any_of([], 1) == Q(pk=None)  # nobody's, never everybody's


@pytest.mark.parametrize(("sort", "count"), [(PERSON, 1), (PUPIL, 0)])
def test_who_has_no_link_has_no_row(school, people, sort, count):
    with scope(school):
        line(people[0])
        fact = Erased("Lignes", "author", sorts=(PERSON, PUPIL))
        assert fact._rows(PointLine, subject_of(people[0], sort)).count() == count


def test_each_link_of_a_row_is_emptied_alone(school, people):
    gone, other = people
    with scope(school):
        both = line(gone, answered_by=other)
        fact = Erased("Lignes", ("author", "answered_by"), becomes="sans nom", leaves={"text": "B"})
        assert list(fact._rows(PointLine, subject_of(gone))) == [both]
        fact._change(PointLine, PointLine.objects.for_school(school).filter(pk=both.pk), subject_of(gone))
        both.refresh_from_db()
        assert (both.author, both.answered_by, both.text) == (None, other, "B")


def test_rows_that_are_nobodys_are_read_by_nobody():
    with pytest.raises(ValueError, match="whose"):
        Own("lignes", {"ligne": "text"}, by="ligne").declare(PointLine, (), place="missions.point")


def test_what_is_over_is_emptied_once(school, people):
    rule = Retention("test", "Une règle.", [])
    fact = Until(rule, "author__left_on", days(0), leaves={"author": None}, keeps_history=True)
    fact.declare(PointLine)
    with scope(school):
        for person in people:
            line(person)
        assert rule.tables == ["missions.PointLine"]
        assert [rule.purge(school.pk, timezone.localtime()) for _ in range(2)] == [1, 0]
        assert PointLine.objects.for_school(school).get(author__isnull=False).author == people[1]


def test_what_is_declared_last_goes_first():
    rule, gone = Retention("test", "Une règle.", []), []
    rule.sweeps.extend([lambda *_: gone.append("point") or 1, lambda *_: gone.append("line") or 0])
    assert (rule.purge(1, timezone.now()), gone) == (1, ["line", "point"])
    rule.sweeps[1] = lambda *_: 3
    assert rule.purge(1, timezone.now()) == 3


def test_rows_of_the_same_day_stand_in_one_order():
    """A union of tables gives them as it likes: the acts of a hand-over changed places from day to day."""
    rows = [
        {"ends_on": "2027-09-30", "service": "Fanal"},
        {"ends_on": None, "service": "Pix"},
        {"ends_on": "2027-09-30", "service": "ENT"},
    ]
    assert in_order(rows, "ends_on") == in_order(rows[::-1], "ends_on")
    assert [row["service"] for row in in_order(rows, "ends_on")] == ["Pix", "ENT", "Fanal"]
