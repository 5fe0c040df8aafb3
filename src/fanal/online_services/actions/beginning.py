"""The act that a new service begins with: a draft for the référent, to be read before it is sent to sign."""

from datetime import date

from fanal.accounts.members import Actor
from fanal.accounts.models import Membership, Person
from fanal.accounts.roles import Role, System
from fanal.core import journal
from fanal.core.numbers import next_number
from fanal.online_services.actions.designations import SERIES
from fanal.online_services.models import Designation, OnlineService
from fanal.online_services.rules.designations import DUTIES, default_end
from fanal.online_services.rules.operations import EXCLUDED, usual

NOBODY = "Aucun"  # the role of the school in a service where nobody administers for it


def begin_act(service: OnlineService, *, today: date, by: Actor) -> Designation | None:
    """None where nobody administers, or where there is no référent yet; nothing is opened by a draft."""
    if by.has(System.SETUP) or service.role.startswith(NOBODY):
        return None
    lead = _lead(service.school_id, today, by)
    if lead is None:
        return None
    act = Designation.objects.create(
        school_id=service.school_id, number=next_number(service.school_id, SERIES), service=service,
        delegate=lead, operations=list(usual(service.kind)), excluded=list(EXCLUDED), duties=list(DUTIES),
        starts_on=today, ends_on=default_end(today), prepared_by_id=by.person_id,
    )  # fmt: skip
    journal.created(act, by=by, says="online_services.act_prepared")
    return act


def _lead(school_id: int, today: date, by: Actor) -> Person | None:
    """Whoever adds it, when they are référent; else the first of them."""
    held = Membership.objects.for_school(school_id).valid_on(today).holding(Role.DIGITAL_LEAD)
    rows = list(held.select_related("person").order_by("pk"))
    mine = [one.person for one in rows if one.person_id == by.person_id]
    return next(iter([*mine, *(one.person for one in rows)]), None)
