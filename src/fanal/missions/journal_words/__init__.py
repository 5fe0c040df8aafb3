"""The journal of the mission, in French: one module for each of its parts."""

from fanal.core.journal.words import JournalWords
from fanal.core.registry import JOURNAL_WORDS, offer
from fanal.missions.journal_words import (
    absence,
    allowances,
    handover,
    letter,
    point,
    sharing,
    training,
    work,
    year,
)

PARTS = (absence, allowances, handover, letter, point, sharing, training, work, year)
SENTENCES = {code: said for part in PARTS for code, said in part.SENTENCES.items()}
THINGS = {model: thing for part in PARTS for model, thing in part.THINGS.items()}
offer(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
