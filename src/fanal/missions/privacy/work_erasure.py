"""What a log keeps of somebody who is erased: nothing."""

from fanal.core.erasing import PERSON, Trace, deleted
from fanal.core.registry import ERASURE, register
from fanal.missions.models import WorkDefault, WorkEntry, WorkShare

OFFERED = (
    Trace(
        "Carnet de travail",
        (PERSON,),
        ("missions.WorkEntry",),
        lambda who: WorkEntry.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Durées choisies pour le carnet",
        (PERSON,),
        ("missions.WorkDefault",),
        lambda who: WorkDefault.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Périodes du carnet montrées à la direction",
        (PERSON,),
        ("missions.WorkShare",),
        lambda who: WorkShare.objects.for_school(who.school_id).filter(person=who.pk),
        forget=deleted,
    ),
)
for trace in OFFERED:
    register(ERASURE, 51)(trace)
