"""What work on imports of equipment is there to prove?"""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fanal.core.imports.models import Import
from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.equipment_import.actions.imports import KIND


def _imports(school_id: int, person_id: int) -> QuerySet:
    return Import.objects.for_school(school_id).filter(made_by=person_id, kind=KIND)


register(WORK_EVIDENCE, "equipment.imports")(
    WorkSource(
        "equipment.imports",
        "authority",
        "import du parc",
        "imports du parc",
        30,
        "equipment:equipment_list",
        _imports,
        TruncDate("applied_at"),
    )
)
