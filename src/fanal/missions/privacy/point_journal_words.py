"""The journal of the points of the week, in French."""

from collections.abc import Iterable

from django.urls import reverse

from fanal.accounts.models import School
from fanal.core.journal.words import JournalWords, Named, Things
from fanal.core.registry import JOURNAL_WORDS, register
from fanal.missions.models import PointLine, WeekPoint

SENTENCES = {
    "missions.line_proposed": "Ligne ajoutée au point de la semaine",
    "missions.line_withdrawn": "Ligne retirée du point de la semaine",
    "missions.point_sent": "Point de la semaine envoyé",
    "missions.line_answered": "Réponse à une ligne du point",
}


def _lines(school: School, ids: Iterable[int]) -> Named:
    rows = PointLine.objects.for_school(school).filter(pk__in=ids).values_list("pk", "text")
    return {pk: (text, reverse("points:decisions", args=[school.uai])) for pk, text in rows}


def _points(school: School, ids: Iterable[int]) -> Named:
    rows = WeekPoint.objects.for_school(school).filter(pk__in=ids)
    return {point.pk: (str(point), reverse("points:point", args=[school.uai])) for point in rows}


THINGS = {
    "missions.pointline": Things("Ligne du point", _lines),
    "missions.weekpoint": Things("Point de la semaine", _points),
}

register(JOURNAL_WORDS, 15)(JournalWords("missions", "La mission", SENTENCES, THINGS))
