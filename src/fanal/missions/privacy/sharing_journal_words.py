"""The journal of the needs and of the sharing, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.missions.models import NeedsAssessment

SENTENCES = {
    "missions.needs_written": "Fiche des besoins écrite",
    "missions.needs_closed": "Fiche des besoins arrêtée",
    "missions.needs_reopened": "Fiche des besoins rouverte",
    "missions.mission_shared": "Partie de la mission confiée",
    "missions.share_changed": "Part de la mission modifiée",
    "missions.share_dropped": "Part de la mission retirée",
    "missions.competence_declared": "Compétence déclarée par la personne",
    "missions.parts_weighed": "Poids d’une partie de la mission enregistré",
}


def _needs(school: School, ids: Iterable[int]) -> Named:
    rows = NeedsAssessment.objects.for_school(school).filter(pk__in=ids).values_list("pk", "school_year")
    page = reverse("shares:needs", args=[school.uai])
    return {pk: (year, f"{page}?annee={year}") for pk, year in rows}


THINGS = {
    "missions.needsassessment": Things("Fiche des besoins", _needs),
    "missions.partneed": Things("Partie de la mission"),
    "missions.missionshare": Things("Part de la mission"),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
