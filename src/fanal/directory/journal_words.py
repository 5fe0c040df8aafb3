"""The journal of the directory, in French."""

from fanal.core.journal.words import JournalWords, Things
from fanal.core.registry import JOURNAL_WORDS, offer

SENTENCES = {
    "directory.import_applied": "Élèves, personnels et classes importés",
    "directory.records_joined": "Deux fiches d’une même personne réunies",
    "directory.records_separated": "Deux fiches réunies, séparées",
    "directory.records_apart": "Deux fiches qui se ressemblent dites de deux personnes",
}

offer(JOURNAL_WORDS, 30)(
    JournalWords("directory", "Élèves et classes", SENTENCES, {"directory.pupil": Things("Élève")})
)
