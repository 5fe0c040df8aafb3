"""People and schools for tests. School-owned rows are made inside `scope(school)`."""

from datetime import date
from secrets import token_urlsafe
from typing import Any

import factory

from fanal.accounts.actions.token import digest_of
from fanal.accounts.models import AccessGrant, ApiToken, Authority, Membership, Person, School, User
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.rules.uai import check_letter
from fanal.core.clock.testing import today
from fanal.core.testing import letters


class AuthorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Authority

    code = factory.Sequence(lambda n: f"departement-{letters(n)}")
    name = factory.Sequence(lambda n: f"Département {letters(n)}")
    kind = Authority.Kind.DEPARTMENT
    support_email = factory.LazyAttribute(lambda made: f"assistance@{made.code}.invalid")


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    uai = factory.Sequence(lambda n: f"{990_0001 + n}{check_letter(str(990_0001 + n))}")
    name = factory.Sequence(lambda n: f"Collège {letters(n)}")
    kind = School.Kind.COLLEGE
    status = School.Status.PUBLIC
    zone = School.Zone.C
    authority = factory.SubFactory(AuthorityFactory)
    authority_confirmed_on = date(2020, 9, 1)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    civility = "Mme"
    given_name = "Élise"
    family_name = factory.Sequence(lambda n: f"Nom{letters(n)}")
    email = factory.Sequence(lambda n: f"personne{letters(n)}@ecole.invalid")


def member_of(school: School, *roles: Role, **membership: Any) -> Membership:
    """A person with a sign-in and these roles; call inside `scope(school)`.

    A référent is designated for all that may be delegated, without an end.
    """
    person = PersonFactory(school=school)
    if Role.DIGITAL_LEAD in roles:
        grant(person, *Delegated)
    user = User.objects.create(email=person.email, password="!")
    dates = {"valid_from": date(2020, 9, 1)} | membership
    return Membership.objects.create(
        school=school, person=person, user=user, roles=[role.value for role in roles], **dates
    )


def grant(person: Person, *operations: Delegated, **period: Any) -> AccessGrant:
    """What an act in force gives; call inside the school's scope."""
    dates = {"valid_from": date(2020, 9, 1), "valid_until": date(2099, 9, 30)} | period
    codes = [operation.value for operation in operations]
    return AccessGrant.objects.create(school_id=person.school_id, person=person, operations=codes, **dates)


def forge_token(school: School, user: User, *, name: str = "essai", is_read_only: bool = False) -> str:
    """The text of a token written for this user whatever rights they hold; call inside `scope(school)`."""
    text, day = f"fanal_{school.uai}_{token_urlsafe(32)}", today()
    membership = Membership.objects.for_school(school).filter(user=user).first()
    ApiToken.objects.create(
        school=school,
        user=user,
        person=membership and membership.person,
        holder_name=name,
        name=name,
        digest=digest_of(text),
        is_read_only=is_read_only,
        made_on=day,
        expires_on=day,
    )
    return text
