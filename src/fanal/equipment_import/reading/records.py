"""The records of a school as an import compares them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from fanal.equipment.models import Equipment, EquipmentMerge
from fanal.equipment_import.rules.fields import KEPT
from fanal.equipment_import.rules.recognition import ExistingRecord


def existing_records(school_id: int) -> Iterator[ExistingRecord]:
    """Every record, its values written as an import's are: names for rooms and types, ISO dates."""
    links = {"type": "type__name", "room": "room__name"}
    merges = EquipmentMerge.objects.for_school(school_id).standing()
    former: dict[int, list[int]] = defaultdict(list)
    for kept, gone in merges.values_list("kept", "gone_number"):
        former[kept].append(gone)
    rows = Equipment.objects.for_school(school_id).order_by("pk")
    values_of = rows.values_list("pk", "number", *(links.get(code, code) for code in KEPT))
    for pk, number, *values in values_of.iterator(chunk_size=5000):
        written = [value.isoformat() if isinstance(value, date) else value for value in values]
        yield ExistingRecord(pk, number, dict(zip(KEPT, written, strict=True)), former.get(pk, ()))
