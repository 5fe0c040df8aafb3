"""Who stands above one school today: the authority's technicians, the académie's adviser and DPO."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from fanal.accounts.models import PartnerMembership, School
from fanal.accounts.models.membership import valid_on
from fanal.accounts.roles import Role


@dataclass
class Above:
    """Names by role; a DPO is named even before the school appoints them, so that it knows whom it would."""

    technicians: list[PartnerMembership] = field(default_factory=list)
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
    return above
