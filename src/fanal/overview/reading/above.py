"""Who stands above one school today: the authority's technicians, the académie's adviser and DPO."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.partner import end_key
from fanal.accounts.models.roles import Role


@dataclass
class Above:
    """Names by role; a DPO is named even before the school appoints them, so that it knows whom it would."""

    technicians: list[Any] = field(default_factory=list)  # partnerships, each with `ends_on`
    ended: list[Any] = field(default_factory=list)  # technicians who no longer enter this school
    advisers: list[PartnerMembership] = field(default_factory=list)
    dpos: list[PartnerMembership] = field(default_factory=list)


def partners_of(school: School, today: date) -> Above:
    """One query. The technicians of an authority that nobody confirmed are not named (ADR 0028)."""
    bodies = Q(academy=school.academy_id, academy__isnull=False)
    if school.is_authority_confirmed:
        bodies |= Q(authority=school.authority_id)
    above = Above()
    places = {Role.TECHNICIAN: above.technicians, Role.ADVISER: above.advisers, Role.DPO: above.dpos}
    for partnership in PartnerMembership.objects.filter(bodies, valid_on(today)).order_by("name"):
        places[Role(partnership.role)].append(partnership)
    for technician in above.technicians:
        last_day = school.partner_ends.get(end_key(technician.user_id))
        technician.ends_on = date.fromisoformat(last_day) if last_day else technician.valid_until
    above.ended = [
        technician for technician in above.technicians if technician.ends_on and technician.ends_on < today
    ]
    above.technicians = [technician for technician in above.technicians if technician not in above.ended]
    return above


def technician_of(school: School, pk: int, today: date) -> PartnerMembership | None:
    """The technician of this number, among those of the school's authority; None for anybody else."""
    above = partners_of(school, today)
    return next(
        (technician for technician in [*above.technicians, *above.ended] if technician.pk == pk), None
    )
