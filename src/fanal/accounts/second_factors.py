"""How many of those who must prove themselves twice are able to? Counts only: nobody is named."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q

from fanal.accounts.models import AccessGrant, Membership, School
from fanal.accounts.roles import SECOND_FACTOR, Role


def second_factors_of(school: School, today: date) -> tuple[int, int]:
    """Members with a sign-in who see other people's data: all, then those with a proof (one question).

    Recovery codes alone prove nothing: they stand for a proof that was there.
    """
    grants = AccessGrant.objects.for_school(school).standing(today).filter(person=OuterRef("person"))
    roles = [role for role in Role if role in SECOND_FACTOR]
    held = Membership.objects.for_school(school).valid_on(today).filter(user__isnull=False)
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    proofs = Authenticator.objects.filter(user=OuterRef("user"), type__in=kinds)
    told = (
        held.alias(is_granted=Exists(grants), is_proven=Exists(proofs))
        .filter(Q(roles__overlap=roles) | Q(is_granted=True))
        .aggregate(all=Count("pk"), proven=Count("pk", filter=Q(is_proven=True)))
    )
    return told["all"], told["proven"]
