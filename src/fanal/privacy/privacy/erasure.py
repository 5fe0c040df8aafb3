"""What the registers keep of somebody who is erased: what the law obliges a school to be able to show."""

from fanal.accounts.rules import law
from fanal.core.erasing import PERSON, PUPIL, Trace, blanked
from fanal.core.registry import ERASURE, register
from fanal.privacy.models import BreachEvidence, DataBreach, Processing, ProcessingVersion, RightsRequest

UNNAMED = "sans dire par qui"
PROOF = f"montrer qu’il a été répondu ({law.gdpr('articles 5 et 12')}) : cinq ans après la réponse"
BREACHES = f"toute violation reste au registre ({law.gdpr('article 33, § 5')}) : cinq ans après sa clôture"

OFFERED = (
    Trace(
        "Violations signalées",
        (PERSON,),
        ("privacy.DataBreach",),
        lambda who: DataBreach.objects.for_school(who.school_id).filter(reported_by=who.pk),
        becomes=f"{UNNAMED} ; {BREACHES}",
        forget=blanked(reported_by=None),
        keeps_history=True,
    ),
    Trace(
        "Preuves figées par cette personne",
        (PERSON,),
        (),
        lambda who: BreachEvidence.objects.for_school(who.school_id).filter(frozen_by=who.pk),
        becomes=UNNAMED,
        forget=blanked(frozen_by=None),
        keeps_history=True,
    ),
    Trace(
        "Preuves de violations, où son nom peut se lire",
        (PERSON, PUPIL),
        ("privacy.BreachEvidence",),
        lambda who: BreachEvidence.objects.for_school(who.school_id),
        why=BREACHES,
    ),
    Trace(
        "Usages déclarés",
        (PERSON,),
        ("privacy.Processing",),
        lambda who: Processing.objects.for_school(who.school_id).filter(declared_by=who.pk),
        becomes=UNNAMED,
        forget=blanked(declared_by=None),
        keeps_history=True,
    ),
    Trace(
        "Fiches du registre validées",
        (PERSON,),
        ("privacy.ProcessingVersion",),
        lambda who: ProcessingVersion.objects.for_school(who.school_id).filter(validated_by=who.pk),
        becomes=UNNAMED,
        forget=blanked(validated_by=None),
        keeps_history=True,
    ),
    Trace(
        "Demandes de droits à son nom",
        (PERSON, PUPIL),
        ("privacy.RightsRequest",),
        lambda who: RightsRequest.objects.for_school(who.school_id).filter(who.named_in("who", "detail")),
        why=PROOF,
    ),
)
for trace in OFFERED:
    register(ERASURE, 80)(trace)
