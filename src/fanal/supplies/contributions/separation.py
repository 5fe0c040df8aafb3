"""Two machines that were one record would hold more seats of a licence than were bought."""

from django.db.models import Q

from fanal.core.errors import RuleBroken
from fanal.core.registry import register
from fanal.core.text.french import agrees
from fanal.equipment.actions.following import EQUIPMENT_SEPARATED
from fanal.equipment.models import Equipment
from fanal.supplies.models import Licence

TOO_MANY = (
    "La place que l’autre fiche avait de « {} » a été donnée depuis : les séparer en ferait {} {} pour {} "
    "{}. Reprenez d’abord une place de cette licence."
)


@register(EQUIPMENT_SEPARATED, "supplies")
def refuse_too_many_seats(first: Equipment, second: Equipment) -> None:
    """RuleBroken names each licence; they are held, as whoever gives a seat holds them."""
    theirs = Q(given__equipment__in=[first, second])
    licences = Licence.objects.for_school(first.school_id)
    licences_of_both = licences.filter(pk__in=licences.filter(theirs).values("pk")).order_by("pk")
    reasons = [
        TOO_MANY.format(
            licence,
            used,
            agrees(used, "place donnée", "places données"),
            licence.seats,
            agrees(licence.seats, "achetée", "achetées"),
        )
        for licence in licences_of_both.select_for_update(of=("self",))
        if licence.seats is not None and (used := licence.given.count()) > licence.seats
    ]
    if reasons:
        raise RuleBroken(reasons)
