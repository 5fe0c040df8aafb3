"""What the letters of mission keep of somebody who is erased: that there was one, without name nor words."""

from fanal.allowances.models import MissionLetter
from fanal.allowances.models.letter import LetterScan
from fanal.allowances.rules.letter import BY_FIELD
from fanal.core.erasing import PERSON, Trace, blanked, deleted
from fanal.core.registry import ERASURE, register

OFFERED = (
    Trace(
        "Lettre de mission signée, jointe",
        (PERSON,),
        ("allowances.LetterScan",),
        lambda who: LetterScan.objects.for_school(who.school_id).filter(letter__person=who.pk),
        forget=deleted,
    ),
    Trace(
        "Lettres de mission",
        (PERSON,),
        ("allowances.MissionLetter",),
        lambda who: MissionLetter.objects.for_school(who.school_id).filter(person=who.pk),
        becomes="il en reste le numéro, les dates et l’état",
        forget=blanked(person=None, pay="none", **dict.fromkeys(BY_FIELD, "")),
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
