"""What the allowances keep of somebody who is erased: the sums of the school, without the name."""

from fanal.allowances.models import ImpProposal, ServiceRelief, Substitution
from fanal.core.erasing import PERSON, Trace, blanked
from fanal.core.registry import ERASURE, register

WITHOUT = "gardé par l’établissement pour ses comptes, sans le nom"
OFFERED = (
    Trace(
        "Propositions d’indemnité",
        (PERSON,),
        ("allowances.ImpProposal",),
        lambda who: ImpProposal.objects.for_school(who.school_id).filter(person=who.pk),
        becomes=WITHOUT,
        forget=blanked(person=None, task="", declined_word=""),
    ),
    Trace(
        "Allègements de service",
        (PERSON,),
        ("allowances.ServiceRelief",),
        lambda who: ServiceRelief.objects.for_school(who.school_id).filter(person=who.pk),
        becomes=WITHOUT,
        forget=blanked(person=None, reason="effacé"),
    ),
    Trace(
        "Remplacements attestés",
        (PERSON,),
        ("allowances.Substitution",),
        lambda who: Substitution.objects.for_school(who.school_id).filter(person=who.pk),
        becomes=WITHOUT,
        forget=blanked(person=None),
    ),
)
for trace in OFFERED:
    register(ERASURE, 50)(trace)
