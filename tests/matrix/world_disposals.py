"""The goods that leave, of a school of the matrix: a batch that waits for its owner, with a proof."""

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.disposals.models import Disposal, DisposalDocument, DisposalItem
from fanal.equipment.models import Equipment, EquipmentType

# What the school says of a machine that leaves, and of its loss; five years.
SAID_OF_A_GOOD = {"words", "method", "tool", "wiping_service", "circumstances", "complaint", "insurer"}


def fill_disposals(school: School, person: Person, canary: str) -> None:
    """A stolen machine of its own, whose data somebody wiped before."""
    machine = Equipment.objects.create(
        school=school,
        number=next_number(school.pk, "equipment"),
        name=f"À sortir {canary}",
        type=EquipmentType.objects.filter(school=school).first(),
        state="stolen",
    )
    disposal = Disposal.objects.create(
        school=school,
        number=next_number(school.pk, "disposal"),
        name=f"Sortie {canary}",
        owner="authority",
        state="proposed",
        recipient=canary,
        carrier=canary,
        prepared_on=today(),
        proposed_on=today(),
    )
    DisposalItem.objects.create(
        school=school,
        disposal=disposal,
        equipment=machine,
        reason="stolen",
        words=canary,
        wiping="done",
        method=canary,
        tool=canary,
        wiped_on=today(),
        wiped_by=person,
        circumstances=canary,
        complaint=canary,
        insurer=canary,
    )
    DisposalDocument.objects.create(
        school=school,
        disposal=disposal,
        name=canary,
        mime="application/pdf",
        size=9,
        sha256="0" * 64,
        is_picture=False,
        joined_on=today(),
    )
