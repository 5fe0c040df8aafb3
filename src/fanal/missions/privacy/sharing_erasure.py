"""What the sharing keeps of somebody who is erased: the share, without whose it was nor what they said."""

from fanal.core.erasing import PERSON, Trace, blanked
from fanal.core.registry import ERASURE, register
from fanal.missions.models import MissionShare, NeedsAssessment

OFFERED = (
    Trace(
        "Parts de la mission",
        (PERSON,),
        ("missions.MissionShare",),
        lambda who: MissionShare.objects.for_school(who.school_id).filter(person=who.pk),
        becomes="gardées par l’établissement, sans le nom ni la compétence",
        forget=blanked(person=None, competence=""),
    ),
    Trace(
        "Fiches des besoins",
        (PERSON,),
        ("missions.NeedsAssessment",),
        lambda who: NeedsAssessment.objects.for_school(who.school_id).filter(written_by=who.pk),
        becomes="gardées sans dire par qui",
        forget=blanked(written_by=None),
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
