"""What practice sheets keep of somebody who is erased: what they wrote, without an author."""

from fanal.core.erasing import PERSON, Trace, blanked
from fanal.core.registry import ERASURE, register
from fanal.practice_sheets.models import PracticeSheet

register(ERASURE, 20)(
    Trace(
        "Fiches pratiques écrites",
        (PERSON,),
        ("practice_sheets.PracticeSheet",),
        lambda who: PracticeSheet.objects.for_school(who.school_id).filter(author=who.pk),
        becomes="gardées par l’établissement, sans auteur",
        forget=blanked(author=None),
    )
)
