"""The journal of absences and hours, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.missions.models import Absence, PresenceHour

SENTENCES = {
    "missions.absence_said": "Absence annoncée",
    "missions.absence_ended": "Absence finie plus tôt",
    "missions.absence_withdrawn": "Absence retirée",
    "missions.hour_said": "Heure de présence ajoutée",
    "missions.hour_withdrawn": "Heure de présence retirée",
}


def _absences(school: School, ids: Iterable[int]) -> Named:
    page = reverse("absences:absence", args=[school.uai])
    return {
        absence.pk: (str(absence), page) for absence in Absence.objects.for_school(school).filter(pk__in=ids)
    }


def _hours(school: School, ids: Iterable[int]) -> Named:
    page = reverse("absences:absence", args=[school.uai])
    return {hour.pk: (str(hour), page) for hour in PresenceHour.objects.for_school(school).filter(pk__in=ids)}


THINGS = {
    "missions.absence": Things("Absence", _absences),
    "missions.presencehour": Things("Heure de présence", _hours),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
