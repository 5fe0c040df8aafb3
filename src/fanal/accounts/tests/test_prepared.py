"""A prepared question answers what the plain queryset answers, for each member, and freezes nothing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.db.models import QuerySet
from django.db.models.functions import Upper
from django.utils import timezone

from fanal.accounts.models import Invitation, Membership, PartnerMembership, Person
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory, member_of
from fanal.core.clock.testing import today
from fanal.core.database.prepared import prepared
from fanal.core.tenancy import scope

PREFETCHED = {"_prefetched_objects_cache"}
pytestmark = [pytest.mark.django_db, pytest.mark.clock("2026-11-26 09:00+01:00")]


def _member(person: Person, role: Role) -> Member:
    return Member(person.school, 1, frozenset({role.value}), person)


@prepared
def named(school: int, name: str) -> QuerySet[Person]:
    return Person.objects.for_school(school).filter(family_name=name).select_related("school").order_by("pk")


@prepared
def some(school: int, *, start: int, stop: int) -> QuerySet[Person]:
    return Person.objects.for_school(school).order_by("pk")[start:stop]


def test_it_answers_as_the_plain_question_each_time_with_its_own_values(school):
    with scope(school):
        for name in ("Martin", "O’Brien", "Martin"):
            PersonFactory(school=school, family_name=name)
        for name in ("Martin", "O’Brien", "Personne"):
            plain = Person.objects.for_school(school).filter(family_name=name).order_by("pk")
            assert named(school.pk, name) == list(plain)
        assert named.first(school.pk, "Martin").school.name == school.name
        assert named.first(school.pk, "Personne") is None


def _things(school: int) -> QuerySet[Person]:
    return Person.objects.for_school(school).order_by("pk")


BROUGHT_ALONG = "things, and others brought along"
SORTS = {
    "things": lambda school: _things(school).annotate(loud=Upper("family_name")),
    "things, some columns": lambda school: _things(school).only("family_name"),
    "things with what each belongs to": lambda school: _things(school).select_related("school__authority"),
    "dictionaries": lambda school: _things(school).values("pk", "family_name", loud=Upper("family_name")),
    "tuples": lambda school: _things(school).order_by("email").values_list("family_name", "pk"),
    "tuples ordered by what they leave out": lambda school: (
        _things(school).distinct().order_by("email").values_list("family_name", "pk")
    ),
    "values": lambda school: _things(school).values_list("family_name", flat=True),
    BROUGHT_ALONG: lambda school: _things(school).prefetch_related("memberships"),
}


def _told(row: Any) -> Any:
    """A thing with all that was read of it and what came with it; other rows as they are."""
    if not isinstance(row, Person):
        return row
    read = {name: value for name, value in vars(row).items() if name not in {"_state", *PREFETCHED}}
    return read, dict(row._state.fields_cache)  # Django empties its own when the thing goes


@pytest.mark.parametrize("sort", SORTS)
def test_rows_of_each_sort_are_those_of_the_plain_question(school, sort, django_assert_num_queries):
    question = prepared(SORTS[sort])
    with scope(school):
        for _ in range(3):
            member_of(school, Role.TEACHER)
        plain = list(SORTS[sort](school.pk))
        assert question(school.pk) == plain
        assert [*map(_told, question(school.pk))] == [*map(_told, plain)]
        with django_assert_num_queries(2 if sort == BROUGHT_ALONG else 1):
            rows = question(school.pk)
            if sort == BROUGHT_ALONG:
                assert [len(row.memberships.all()) for row in rows] == [1, 1, 1]


def test_a_sort_of_rows_that_nobody_needs_is_refused(school):
    question = prepared(lambda school: _things(school).values_list("pk", named=True))
    with scope(school), pytest.raises(TypeError, match="does not draw NamedValuesListIterable"):
        question(school.pk)


def test_what_a_partner_is_cannot_be_asked_of_the_member_a_question_is_built_for(school):
    partner = PartnerMembership(role=Role.TECHNICIAN, authority=school.authority)
    member = Member(school, 1, frozenset({Role.TECHNICIAN.value}), partner=partner)
    gathered = member.gather((7,))
    assert gathered.partner is not None
    with pytest.raises(FieldFetchBlocked):
        _ = gathered.partner.authority_id


def test_the_database_still_says_which_school_is_open(school, elsewhere):
    with scope(elsewhere):
        PersonFactory(school=elsewhere, family_name="Martin")
    with scope(school):
        assert named(elsewhere.pk, "Martin") == []


def test_a_question_that_cannot_find_anything_and_a_number_too_large_find_nothing(school):
    @prepared
    def numbered(school_id: int, number: int) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).filter(pk=number)

    @prepared
    def nobody(school_id: int) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).filter(pk__in=[])

    with scope(school):
        assert numbered(school.pk, 10**30) == nobody(school.pk) == nobody(school.pk) == []


def test_a_page_is_another_shape(school):
    with scope(school):
        people = [PersonFactory(school=school) for _ in range(5)]
        assert some(school.pk, start=0, stop=2) == people[:2]
        assert some(school.pk, start=3, stop=9) == people[3:]


def test_a_member_brings_school_person_and_roles(school):
    @prepared
    def seen(member) -> QuerySet[Person]:
        rows = Person.objects.for_school(member.school)
        return rows if member.has(Role.HEAD) else rows.filter(pk=member.person.pk)

    with scope(school):
        first, second = PersonFactory(school=school), PersonFactory(school=school)
        assert seen(_member(first, Role.TEACHER)) == [first]
        assert seen(_member(second, Role.TEACHER)) == [second]
        assert {first, second} <= set(seen(_member(first, Role.HEAD)))


def test_what_else_a_member_holds_cannot_enter_the_question(school):
    @prepared
    def by_school_name(member) -> QuerySet[Person]:
        return Person.objects.for_school(member.school).filter(job=member.school.name)

    with scope(school), pytest.raises(Exception, match="name"):
        by_school_name(_member(PersonFactory(school=school), Role.HEAD))


def test_a_moment_that_would_never_change_is_refused(school):
    @prepared
    def left(school_id: int) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).filter(left_on__lt=today())

    with scope(school), pytest.raises(TypeError, match="never change"):
        left(school.pk)


def test_what_is_made_of_an_argument_is_refused(school):
    @prepared
    def of_the_year(school_id: int, day: date) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).filter(job=f"{day.year}-{day.year + 1}")

    with scope(school), pytest.raises(TypeError, match="never change"):
        of_the_year(school.pk, date(2026, 11, 26))


def test_a_day_that_chooses_the_question_is_refused(school):
    """It was built for days long ago alone: from 2027 on the other half would never have been asked."""

    @prepared
    def chosen(school: int, day: date) -> QuerySet[Person]:
        rows = Person.objects.for_school(school).filter(left_on__gt=day)
        return rows.filter(family_name="Martin") if day < date(2027, 1, 1) else rows

    with scope(school), pytest.raises(TypeError, match="would never change again"):
        chosen(school.pk, today())


def test_a_value_that_does_not_reach_the_database_is_refused(school):
    @prepared
    def like(school_id: int, name: str) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).filter(family_name__icontains=name)

    with scope(school), pytest.raises(TypeError, match="stand by itself"):
        like(school.pk, "art")


def test_a_day_is_a_value(school):
    @prepared
    def since(school_id: int, day: date) -> QuerySet[Membership]:
        return Membership.objects.for_school(school_id).filter(valid_from__gte=day)

    with scope(school):
        made = member_of(school, Role.TEACHER, valid_from=date(2025, 9, 1))
        assert since(school.pk, date(2025, 9, 1)) == [made]
        assert since(school.pk, date(2025, 9, 2)) == []


def test_a_number_kept_as_a_text_is_refused(school):
    @prepared
    def with_job(school_id: int, number: int) -> QuerySet[Person]:
        return Person.objects.for_school(school_id).exclude(job=number)

    with scope(school), pytest.raises(TypeError, match="stand by itself"):
        with_job(school.pk, 7)


def test_the_day_of_a_moment_is_that_of_the_zone_of_whoever_asks(school):
    @prepared
    def sent_on(school_id: int, day: date) -> QuerySet[Invitation]:
        return Invitation.objects.for_school(school_id).filter(sent_at__date=day)

    with scope(school):
        moment = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
        made = Invitation.objects.create(
            school=school, person=PersonFactory(school=school), email="a@b.invalid", sent_at=moment
        )
        for zone, day in [("Europe/Paris", 25), ("Indian/Reunion", 26), ("Europe/Paris", 25)]:
            with timezone.override(zone):
                assert sent_on(school.pk, date(2026, 11, day)) == [made]
                assert sent_on(school.pk, date(2026, 11, 51 - day)) == []
