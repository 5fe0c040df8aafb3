"""What the files of people keep: what an import said, for a month after it was applied; counts stay."""

from datetime import timedelta

from django.db.models import Q

from fanal.core.imports.models import ImportLine
from fanal.core.imports.proof import IMPORT_PROOF, ImportProof, lines_that_do_something
from fanal.core.people.personal_data import AppPrivacy, Until, days
from fanal.core.registry import register
from fanal.people_files.actions.imports import KIND
from fanal.people_files.actions.planning import root_of_plan

SENTENCES = {
    "directory.import_applied": "Élèves, personnels et classes importés",
    "directory.table_exported": "Liste d’élèves, de personnels ou de classes exportée",
}
SHOWN_DAYS = 30

register(IMPORT_PROOF)(ImportProof(KIND, root_of_plan, lines_that_do_something, timedelta(SHOWN_DAYS)))

keeps = AppPrivacy("directory", "Élèves et classes", SENTENCES, place="people_files")
LINES = keeps.rule(
    "directory.lines",
    "Ce qu’un import disait d’élèves et de personnels : un mois après. Ses comptes restent.",
)

keeps(
    ImportLine,
    Until(LINES, "imported__applied_at", days(SHOWN_DAYS), where=Q(imported__kind=KIND)),
)
