"""The drafts that begin by themselves: of a new service, of a new référent. The head reads and signs them.

Nothing is opened by a draft.
"""

from datetime import date

from django.db.models import Q

from fanal.accounts.actions.awaiting import roles_of
from fanal.accounts.models import Membership, Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.core import journal
from fanal.core.database.numbers import next_number
from fanal.designations.actions.designations import SERIES
from fanal.designations.models import Designation
from fanal.designations.rules.designations import DUTIES, ActNature, default_end
from fanal.designations.rules.operations import EXCLUDED, FANAL_DATA, usual
from fanal.online_services.models import OnlineService

NOBODY = "Aucun"  # the role of the school in a service where nobody administers for it


def begin_act(service: OnlineService, today: date, by: Actor) -> Designation | None:
    """None where nobody administers, or where there is no référent yet; nothing is opened by a draft."""
    if by.has(System.SETUP) or service.role.startswith(NOBODY):
        return None
    lead = _lead(service.school_id, today, by)
    if lead is None:
        return None
    act = Designation.objects.create(
        school_id=service.school_id,
        number=next_number(service.school_id, SERIES),
        service=service,
        delegate=lead,
        operations=list(usual(service.kind)),
        excluded=list(EXCLUDED),
        duties=list(DUTIES),
        starts_on=today,
        ends_on=default_end(today),
        prepared_by_id=by.person_id,
    )
    journal.created(act, by=by, verb="online_services.act_prepared")
    return act


def begin_acts_of_lead(person: Person, starts: date, by: Actor) -> None:
    """What a new référent is to be designated for: what the one who names them holds by acts, else Fanal.

    Once: whoever was named in an act already, even in a draft, gets nothing by themselves. None while a
    school is set up, nor for its head, who needs no act.
    """
    acts = Designation.objects.for_school(person.school_id)
    if by.has(System.SETUP) or acts.filter(delegate=person).exists() or Role.HEAD in roles_of(person, starts):
        return
    rows = acts.in_force(starts).filter(delegate=by.person_id, nature=ActNature.DESIGNATION)
    held = list(rows.filter(Q(service=None) | Q(service__archived_on=None)).order_by("number"))
    for act in held or [_of_fanal(person)]:
        draft = Designation(
            school_id=person.school_id,
            prepared_by_id=by.person_id,
            number=next_number(person.school_id, SERIES),
            **act.fields_for_renewal() | {"delegate": person, "substitute": None},
        )
        draft.starts_on, draft.ends_on = starts, default_end(starts)
        draft.save(force_insert=True)
        journal.created(draft, by=by, verb="online_services.act_prepared")


def _of_fanal(person: Person) -> Designation:
    """What an act usually says of Fanal itself."""
    labels = [Delegated(code).label for code in sorted(Delegated.values)]
    return Designation(
        delegate=person,
        nature=ActNature.DESIGNATION.value,
        rights=sorted(Delegated.values),
        operations=labels,
        excluded=list(EXCLUDED),
        data_words=FANAL_DATA,
        duties=list(DUTIES),
    )


def _lead(school_id: int, today: date, by: Actor) -> Person | None:
    """Whoever adds it, when they are référent; else the first of them."""
    held = Membership.objects.for_school(school_id).valid_on(today).holding(Role.DIGITAL_LEAD)
    rows = list(held.select_related("person").order_by("pk"))
    mine = [row.person for row in rows if row.person_id == by.person_id]
    return next(iter([*mine, *(row.person for row in rows)]), None)
