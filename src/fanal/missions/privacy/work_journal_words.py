"""The journal of logs, in French: that somebody kept theirs, never what it says nor how long."""

from fanal.core.journal.words import JournalWords, Things
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "missions.work_added": "Ligne ajoutée à son carnet",
    "missions.work_corrected": "Carnet corrigé par sa personne",
    "missions.work_put_aside": "Ligne de son carnet écartée",
    "missions.work_taken_back": "Ligne de son carnet reprise",
    "missions.work_deleted": "Ligne de son carnet supprimée",
    "missions.work_durations_chosen": "Durées de son carnet choisies",
    "missions.work_shared": "Période de son carnet montrée à la direction",
    "missions.work_unshared": "Période de son carnet reprise",
}
THINGS = {
    "missions.workentry": Things("Carnet"),
    "missions.workdefault": Things("Carnet"),
    "missions.workshare": Things("Carnet"),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
