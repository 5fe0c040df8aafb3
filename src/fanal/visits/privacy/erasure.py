"""What visits keep of somebody who is erased: their day and their requests, without a name."""

from fanal.core.erasing import PERSON, Trace, blanked
from fanal.core.registry import ERASURE, register
from fanal.visits.models import Visit

register(ERASURE, 20)(
    Trace(
        "Passages où demander cette personne",
        (PERSON,),
        ("visits.Visit", "visits.VisitLine"),
        lambda who: Visit.objects.for_school(who.school_id).filter(who.named_in("contact", "planned_by")),
        becomes="gardés, sans nom",
        forget=blanked(contact="", planned_by=""),
    )
)
