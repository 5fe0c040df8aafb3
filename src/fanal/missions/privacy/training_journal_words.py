"""The journal of one's own training, in French: that a line changed, never what it says."""

from fanal.core.journal.words import JournalWords, Things
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "missions.training_noted": "Formation notée",
    "missions.training_shared": "Partage d’une formation changé",
    "missions.training_removed": "Formation retirée",
}
THINGS = {"missions.owntraining": Things("Formation")}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
