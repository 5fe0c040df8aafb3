"""The journal of the directory, in French."""

from fanal.core.journal.words import JournalWords
from fanal.core.registry import JOURNAL_WORDS, offer

SENTENCES = {"directory.import_applied": "Élèves, personnels et classes importés"}

offer(JOURNAL_WORDS, 30)(JournalWords("directory", "Élèves et classes", SENTENCES, {}))
