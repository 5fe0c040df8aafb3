"""The journal of the directory, in French."""

from collections.abc import Iterable

from fanal.accounts.models import School
from fanal.core.addresses import address
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.directory.models import FormLetter

SENTENCES = {
    "directory.import_applied": "Élèves, personnels et classes importés",
    "directory.table_exported": "Liste d’élèves, de personnels ou de classes exportée",
    "directory.sheet_ticked": "Ligne d’une fiche d’arrivée ou de départ cochée",
    "directory.sheet_unticked": "Ligne d’une fiche d’arrivée ou de départ décochée",
    "directory.sheet_closed": "Fiche d’arrivée ou de départ terminée",
    "directory.sheet_stays": "Toujours dans l’établissement, bien qu’absent des exports",
    "directory.records_joined": "Deux fiches d’une même personne réunies",
    "directory.records_separated": "Deux fiches réunies, séparées",
    "directory.records_apart": "Deux fiches qui se ressemblent dites de deux personnes",
    "directory.letter_written": "Courrier à imprimer écrit",
    "directory.letter_changed": "Courrier à imprimer modifié",
    "directory.letter_removed": "Courrier à imprimer supprimé",
    "directory.letters_printed": "Courriers imprimés",
}


def _letters(school: School, ids: Iterable[int]) -> Named:
    rows = FormLetter.objects.for_school(school).filter(pk__in=ids).values_list("pk", "title")
    return {pk: (title, address("directory:letter_print", school.uai, pk)) for pk, title in rows}


register(JOURNAL_WORDS, 30)(
    JournalWords(
        "directory",
        "Élèves et classes",
        SENTENCES,
        {"directory.pupil": Things("Élève"), "directory.formletter": Things("Courrier", _letters)},
    )
)
