"""The journal of practice sheets, in French."""

from fanal.core.journal.words import JournalWords
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "helpdesk.sheets_started": "Fiches pratiques de départ reprises",
    "helpdesk.sheet_written": "Fiche pratique écrite",
    "helpdesk.sheet_edited": "Fiche pratique modifiée",
    "helpdesk.sheet_published": "Fiche pratique publiée",
    "helpdesk.sheet_withdrawn": "Fiche pratique retirée",
    "helpdesk.sheet_reviewed": "Fiche pratique relue",
}

register(JOURNAL_WORDS, 10)(JournalWords("helpdesk", "Demandes", SENTENCES))
