"""Where a sign-in leads, with which roles, from when until when. Read again at each request."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value

from fanal.accounts.models.roles import Role
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.year.rules.years import SchoolYear


def valid_on(day: date) -> Q:
    """The period holds that day: a revoked or future membership opens nothing."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def valid_since(day: date) -> Q:
    """The period had not ended that day."""
    return Q(valid_until__isnull=True) | Q(valid_until__gte=day)


class MembershipQuerySet(SchoolOwnedQuerySet):
    def valid_on(self, day: date) -> "MembershipQuerySet":
        return self.filter(valid_on(day))

    def holding(self, *roles: str) -> "MembershipQuerySet":
        """Those that give one of these roles at least."""
        return self.filter(roles__overlap=[str(role) for role in roles])

    def last_days(self) -> QuerySet[Any, date | None]:
        """When each of them ends, the last one first; none first, where nothing says that they end."""
        return self.order_by(F("valid_until").desc(nulls_first=True)).values_list("valid_until", flat=True)


class Membership(SchoolOwned):
    """One person of a school and their roles over a period (both days included)."""

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    replaces = models.ForeignKey(
        "accounts.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="remplace",
        related_name="+",
        help_text="Ses fonctions et sa discipline sont reprises ci-dessous ; corrigez ce qui change.",
    )
    roles = ArrayField(models.CharField(max_length=12, choices=Role), verbose_name="rôles")
    valid_from = models.DateField("depuis le")
    valid_until = models.DateField("jusqu’au", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            SameSchool("person"),
            SameSchool("replaces"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_period_in_order",
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("school", "="),
                    ("person", "="),
                    (Func("valid_from", "valid_until", Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]

    DATA = DataMap("donner les droits", "rôles et dates", "fin + 5 ans")
    JOURNAL_NAME = "accounts.membership"

    def __str__(self) -> str:
        return ", ".join(self.roles)


def goes_on(year: SchoolYear, person: str = "pk") -> Exists:
    """Some function of theirs holds on the first day of that year, or after it."""
    theirs = Membership.objects.for_school(OuterRef("school_id")).filter(person=OuterRef(person))
    return Exists(theirs.filter(valid_since(year.starts_on)))


def had_functions(person: str = "pk") -> Exists:
    return Exists(Membership.objects.for_school(OuterRef("school_id")).filter(person=OuterRef(person)))


class PartnerMembership(models.Model):
    """Someone of an authority or an académie: sees the schools of that body, through their role."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="partnerships")
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, null=True, blank=True)
    academy = models.ForeignKey("accounts.Academy", models.PROTECT, null=True, blank=True)
    name = models.CharField("nom", max_length=120)
    role = models.CharField("rôle", max_length=12, choices=Role)
    valid_from = models.DateField("depuis le")
    valid_until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__isnull=False, academy__isnull=True)
                | Q(authority__isnull=True, academy__isnull=False),
                name="partner_of_one_body",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.TECHNICIAN, authority__isnull=False)
                | Q(role__in=[Role.ADVISER, Role.DPO], academy__isnull=False),
                name="partner_role_fits_its_body",
            ),
        ]

    DATA = DataMap("donner les droits d’un partenaire", "nom, rôle", "fin + 1 an")
    JOURNAL_NAME = "accounts.partnermembership"

    def __str__(self) -> str:
        return self.name


def sign_ins_in_use(day: date) -> set[int]:
    """The sign-ins that led somewhere that day or later, in the schools of the scope or at a partner's."""
    own = Membership.objects.filter(valid_since(day), user__isnull=False).values_list("user", flat=True)
    partners = PartnerMembership.objects.filter(valid_since(day)).values_list("user", flat=True)
    return {*own, *partners}


def cut_off(users: list[int]) -> None:
    """Let these sign-ins lead nowhere any more, in the schools of the scope; the rights stay without them."""
    Membership.objects.filter(user__in=users).update(user=None)
    PartnerMembership.objects.filter(user__in=users).delete()
