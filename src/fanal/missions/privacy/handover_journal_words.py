"""The journal of the hand-over, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.missions.models import AccessPlace, HandoverNote

SENTENCES = {
    "missions.note_written": "Note de transmission écrite",
    "missions.note_removed": "Note de transmission retirée",
    "missions.access_said": "Lieu des accès indiqué",
}


def _places(school: School, ids: Iterable[int]) -> Named:
    rows = AccessPlace.objects.for_school(school).filter(pk__in=ids).select_related("service")
    return {place.pk: (str(place), reverse("handover:handover", args=[school.uai])) for place in rows}


def _notes(school: School, ids: Iterable[int]) -> Named:
    page = reverse("handover:handover", args=[school.uai])
    return {note.pk: (str(note), page) for note in HandoverNote.objects.for_school(school).filter(pk__in=ids)}


THINGS = {
    "missions.accessplace": Things("Lieu des accès", _places),
    "missions.handovernote": Things("Note de transmission", _notes),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
