"""What the list of training keeps of somebody who is erased: nothing."""

from fanal.core.erasing import PERSON, Trace, deleted
from fanal.core.registry import ERASURE, register
from fanal.missions.models import OwnTraining

TRACE = Trace(
    "Formations suivies et données",
    (PERSON,),
    ("missions.OwnTraining",),
    lambda who: OwnTraining.objects.for_school(who.school_id).filter(person=who.pk),
    forget=deleted,
)
register(ERASURE, 50)(TRACE)
