"""What somebody who leaves may still do in Fanal, and whether somebody who arrives may enter."""

from datetime import date

from django.db.models import Case, CharField, F, Func, OuterRef, QuerySet, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from fanal.accounts.models import ApiToken, Invitation, Membership
from fanal.accounts.models.membership import valid_since
from fanal.core.people.arrivals_departures import ARRIVAL_CHECKS, LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register


def _day(column: str) -> Func:
    return Func(F(column), Value("DD/MM/YYYY"), function="to_char", output_field=CharField())


def _rights(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Membership.objects.for_school(school_id).filter(valid_since(today), person=who)
    until = Case(
        When(valid_until=None, then=Value("sans date de fin")),
        default=Concat(Value("jusqu’au "), _day("valid_until")),
    )
    return rows.order_by("valid_from").annotate(words=until).values("words")


def _signed_in(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Membership.objects.for_school(school_id).filter(valid_since(today), person=who, user__isnull=False)
    return rows.values("user__email")


def _invited(school_id: int, who: OuterRef, today: date) -> QuerySet:
    return Invitation.objects.for_school(school_id).waiting().filter(person=who).values("email")


def _tokens(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = ApiToken.objects.for_school(school_id).filter(revoked_at__isnull=True, expires_on__gte=today)
    return rows.filter(person=who).values("name")


def _page(uai: str, pk: int) -> str:
    return reverse("people:person_page", args=[uai, pk])


MANAGEMENT = "la direction"
for check in (
    OffboardingCheck("rights", "Fonctions et accès à Fanal, à fermer", MANAGEMENT, _rights, page=_page),
    OffboardingCheck("invitation", "Invitation en attente, à retirer", MANAGEMENT, _invited, page=_page),
    OffboardingCheck("tokens", "Jetons d’accès de ses programmes", "le référent", _tokens, page=_page),
):
    register(LEAVER_CHECKS, f"accounts.{check.code}")(check)
register(ARRIVAL_CHECKS, "accounts.rights")(
    OffboardingCheck("rights", "Fonctions données dans Fanal", MANAGEMENT, _rights, page=_page)
)
register(ARRIVAL_CHECKS, "accounts.sign_in")(
    OffboardingCheck("sign-in", "Connexion à Fanal", MANAGEMENT, _signed_in, page=_page)
)
