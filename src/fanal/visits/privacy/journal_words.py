"""The journal of visits, in French."""

from fanal.core.journal.words import JournalWords, Things
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "helpdesk.visit_planned": "Passage d’un technicien prévu",
    "helpdesk.visit_moved": "Passage d’un technicien déplacé",
    "helpdesk.visit_cancelled": "Passage d’un technicien annulé",
    "helpdesk.visit_done": "Passage d’un technicien terminé",
}

register(JOURNAL_WORDS, 10)(
    JournalWords("helpdesk", "Demandes", SENTENCES, {"helpdesk.visit": Things("Passage d’un technicien")})
)
