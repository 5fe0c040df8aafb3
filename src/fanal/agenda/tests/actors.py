"""Who acts on the tasks of a year, and which year it is."""

from datetime import date

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role
from fanal.year.rules.years import SchoolYear

TODAY, YEAR = date(2026, 11, 25), SchoolYear(2026)


def actor(role=Role.DIGITAL_LEAD, person=None):
    """A référent, designated for all that may be delegated; or another function alone."""
    held = {role.value, *(Delegated.values if role == Role.DIGITAL_LEAD else ())}
    return Actor("person:1", "Claire", frozenset(held), None, person.pk if person else None)
