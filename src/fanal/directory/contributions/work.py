"""What work on pupils, staff and classes is there to prove? The day and how many: nobody's name."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from fanal.core.people.work import WORK_EVIDENCE, WorkSource
from fanal.core.registry import register
from fanal.directory.models import ChecklistTick


def _ticked(school_id: int, person_id: int) -> QuerySet:
    return ChecklistTick.objects.for_school(school_id).filter(done_by=person_id)


OFFERED = (
    WorkSource(
        "directory.movements",
        "accounts",
        "étape d’une arrivée ou d’un départ",
        "étapes d’arrivées ou de départs",
        5,
        "movements:movement_list",
        _ticked,
        TruncDate("done_at"),
    ),
    WorkSource(
        "directory.joined",
        "accounts",
        "doublon tranché",
        "doublons tranchés",
        5,
        "directory:pupil_list",
        verbs=("directory.records_joined", "directory.records_separated", "directory.records_apart"),
    ),
    WorkSource(
        "directory.letters",
        "teams",
        "courrier préparé",
        "courriers préparés",
        10,
        "directory:pupil_list",
        verbs=("directory.letter_written", "directory.letters_printed"),
    ),
)
for source in OFFERED:
    register(WORK_EVIDENCE, source.code)(source)
