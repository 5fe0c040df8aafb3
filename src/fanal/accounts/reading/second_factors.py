"""How many of those who must prove themselves twice are able to? Counts only: nobody is named."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fanal.accounts.models import AccessGrant, Membership, School
from fanal.accounts.models.roles import SECOND_FACTOR, Role
from fanal.core.database.prepared import prepared


def second_factors_of(school: School, today: date) -> tuple[int, int]:
    """Members with a sign-in who see other people's data: all, then those with a proof (one question).

    Recovery codes alone prove nothing: they stand for a proof that was there.
    """
    return _counted.first(school.pk, today) or (0, 0)


@prepared
def _counted(school_id: int, today: date) -> QuerySet:
    grants = AccessGrant.objects.for_school(school_id).standing(today).filter(person=OuterRef("person"))
    roles = [role for role in Role if role in SECOND_FACTOR]
    held = Membership.objects.for_school(school_id).valid_on(today).filter(user__isnull=False)
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    proofs = Authenticator.objects.filter(user=OuterRef("user"), type__in=kinds)
    concerned = held.filter(Q(roles__overlap=roles) | Q(Exists(grants))).order_by().values("school_id")
    totals = concerned.annotate(total=Count("pk"), proven=Count("pk", filter=Exists(proofs)))
    return totals.values_list("total", "proven")
