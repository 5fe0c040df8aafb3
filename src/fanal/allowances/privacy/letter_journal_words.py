"""The journal of the letters of mission, in French. None of their words is in it (`models.letter`)."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.allowances.models import MissionLetter
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register

SENTENCES = {
    "missions.letter_started": "Lettre de mission commencée",
    "missions.letter_written": "Lettre de mission modifiée",
    "missions.letter_shared": "Accord demandé sur une lettre de mission",
    "missions.letter_agreed": "Lettre de mission acceptée par la personne",
    "missions.letter_taken_back": "Accord repris sur une lettre de mission",
    "missions.letter_signed": "Lettre de mission notée comme signée sur papier",
    "missions.letter_restored": "Version précédente d’une lettre de mission de nouveau en vigueur",
    "missions.letter_replaced": "Version d’une lettre de mission remplacée par la suivante",
    "missions.letter_amended": "Avenant à une lettre de mission préparé",
    "missions.letter_closed": "Lettre de mission close",
    "missions.letter_discarded": "Lettre de mission en rédaction supprimée",
    "missions.letter_scan_joined": "Lettre signée jointe",
    "missions.letter_scan_removed": "Lettre signée retirée",
}


def _letters(school: School, ids: Iterable[int]) -> Named:
    rows = MissionLetter.objects.for_school(school).filter(pk__in=ids)
    return {
        letter.pk: (
            str(letter),
            reverse("letters:letter_version", args=[school.uai, letter.number, letter.version]),
        )
        for letter in rows
    }


THINGS = {"missions.missionletter": Things("Lettre de mission", _letters)}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
