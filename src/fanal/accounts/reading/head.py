"""The head of a school on a day, and how a paper names whoever signs it."""

from datetime import date

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.roles import Role


def head_of(school: School, today: date) -> Person | None:
    held = Membership.objects.for_school(school).valid_on(today).holding(Role.HEAD).select_related("person")
    first = held.order_by("pk").first()
    return first.person if first else None


def deputy_words(deputy: Person) -> tuple[str, str]:
    """The same of whoever signs for the head, by delegation."""
    return f"{deputy.given_name} {deputy.family_name}", deputy.job or "Chef d’établissement adjoint"


def signer_words(head: Person | None) -> tuple[str, str]:
    """First name and name, then quality, as an act prints them (CRPA, article L212-1)."""
    if head is None:
        return "", "Chef d’établissement"
    return f"{head.given_name} {head.family_name}", head.job or "Chef d’établissement"
