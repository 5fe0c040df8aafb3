"""What the fleet keeps of somebody who is erased: nothing, once what they hold has come back."""

from fanal.core.erasing import PERSON, Trace
from fanal.core.registry import ERASURE, register
from fanal.equipment.models import Equipment

HELD = "Du matériel est à son nom : notez d’abord son retour, dans la fiche de l’équipement."

register(ERASURE, 10)(
    Trace(
        "Matériel à son nom",
        (PERSON,),
        ("equipment.Equipment",),
        lambda who: Equipment.objects.for_school(who.school_id).filter(holder=who.pk),
        stops=HELD,
    )
)
