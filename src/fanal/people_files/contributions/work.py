"""What work on the files of people is there to prove? The day and how many: nobody's name."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fanal.core.imports.models import Import
from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.people_files.actions.imports import KIND


def _imports(school_id: int, person_id: int) -> QuerySet:
    return Import.objects.for_school(school_id).filter(made_by=person_id, kind=KIND)


register(WORK_EVIDENCE, "directory.imports")(
    WorkSource(
        "directory.imports",
        "accounts",
        "import d’élèves ou de personnels",
        "imports d’élèves ou de personnels",
        30,
        "directory:pupil_list",
        _imports,
        TruncDate("applied_at"),
    )
)
