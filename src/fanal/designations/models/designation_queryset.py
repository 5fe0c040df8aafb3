"""Which acts of designation: signed, in force on a day, lapsed, ending soon."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Case, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When

from fanal.accounts.models.membership import Membership
from fanal.accounts.models.roles import Role
from fanal.core.tenancy import SchoolOwnedQuerySet
from fanal.designations.rules.designations import SIGNATURE_ROLES, SOON_DAYS, ActNature


class ActStep(models.TextChoices):
    DRAFT = "draft", "Projet"
    AWAITING = "awaiting", "À signer"
    SIGNED = "signed", "Signé"


class DesignationQuerySet(SchoolOwnedQuerySet):
    def awaiting(self) -> "DesignationQuerySet":
        return self.filter(step=ActStep.AWAITING)

    def refused(self) -> "DesignationQuerySet":
        """Sent back by the head with a reason, and not yet sent again."""
        return self.filter(step=ActStep.DRAFT).exclude(refusal="")

    def signed(self) -> "DesignationQuerySet":
        return self.filter(step=ActStep.SIGNED)

    def with_function(self, day: date) -> "DesignationQuerySet":
        """Each with `has_function` and `has_signer`, true of designations.

        A delegation of signature needs that its holder is deputy or gestionnaire, and that the head who
        signed it is head.
        """
        valid = Membership.objects.valid_on(day).filter(school=OuterRef("school"))
        here = valid.holding(*SIGNATURE_ROLES).filter(person=OuterRef("delegate"))
        heads = valid.holding(Role.HEAD).filter(person=OuterRef("signing__signed_by"))
        return self.annotate(
            has_function=Case(When(nature=ActNature.SIGNATURE, then=Exists(here)), default=Value(True)),
            has_signer=Case(
                When(nature=ActNature.SIGNATURE, signing__isnull=False, then=Exists(heads)),
                default=Value(True),
            ),
        )

    def signing_for_head(self) -> "DesignationQuerySet":
        return self.filter(nature=ActNature.SIGNATURE)

    def running(self, day: date) -> "DesignationQuerySet":
        """Signed, neither revoked nor over that day, whatever else keeps them from opening something."""
        revoked = Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
        return self.signed().with_function(day).filter(revoked, ends_on__gte=day)

    def lapsed(self, day: date) -> "DesignationQuerySet":
        """Delegations of signature whose signer is no longer head, and that no signed act follows."""
        rows = self.running(day).signing_for_head()
        followed = Q(renewed_by__step=ActStep.SIGNED)
        return rows.filter(Q(has_signer=False) | Q(lapsed_on__lte=day)).exclude(followed)

    def in_force(self, day: date) -> "DesignationQuerySet":
        """Those that open something that day: the question of `rules.designations.opens` over many rows."""
        is_confirmed = Q(confirm_by__isnull=True) | Q(confirm_by__gte=day)
        is_alive = Q(lapsed_on__isnull=True) | Q(lapsed_on__gt=day)
        rows = self.running(day).filter(has_function=True, has_signer=True)
        return rows.filter(is_confirmed, is_alive, starts_on__lte=day, is_suspended=False)

    def ending(self, day: date, days: int = SOON_DAYS) -> "DesignationQuerySet":
        """In force, and over within that many days."""
        # The day stays a value of its own: a prepared question binds it.
        warned_on = ExpressionWrapper(F("ends_on") - Value(timedelta(days=days)), output_field=DateField())
        return self.in_force(day).alias(warned_on=warned_on).filter(warned_on__lte=day)

    def without_next(self) -> "DesignationQuerySet":
        """No act renews them yet."""
        return self.filter(renewed_by__isnull=True)

    def by_need(self) -> "DesignationQuerySet":
        """Those that wait for the head first, then by service and person."""
        first = Case(When(step=ActStep.AWAITING, then=Value(0)), default=Value(1))
        about = F("service__name").asc(nulls_first=True)
        return self.order_by(first, about, "delegate__family_name", "-ends_on", "-number")

    def with_names(self) -> "DesignationQuerySet":
        return self.select_related("service", "delegate", "substitute", "signing", "renewed_by")
