"""What the points of the week keep about people: who proposed, sent and answered.

Three years are a choice of Fanal, no text sets one.
"""

from django.db.models import QuerySet

from fanal.core.people.erasure import Subject
from fanal.core.people.personal_data import AppPrivacy, Erased, JournalName, Own, Until, years
from fanal.missions.models import PointLine, WeekPoint
from fanal.missions.policies.point import read_point
from fanal.missions.rules.point import PointAnswer

SENTENCES = {
    "missions.line_proposed": "Ligne ajoutée au point de la semaine",
    "missions.line_withdrawn": "Ligne retirée du point de la semaine",
    "missions.point_sent": "Point de la semaine envoyé",
    "missions.line_answered": "Réponse à une ligne du point",
}
YEARS = 3


def _forget_who(lines: QuerySet, who: Subject) -> None:
    """The word of an answer is of whoever answered: it stays when the author alone is erased."""
    lines.filter(author=who.pk).update(author=None)
    lines.filter(answered_by=who.pk).update(answered_by=None, word="")


keeps = AppPrivacy("missions", "La mission", SENTENCES, place="missions.point")
POINTS = keeps.rule(
    "missions.points", f"Un point de la semaine : {YEARS} ans après son envoi, il s’efface avec ses réponses."
)

keeps(
    WeekPoint,
    Erased("Points de la semaine", "sent_by", becomes="sans dire par qui"),
    Until(POINTS, "sent_at", years(YEARS)),
    Own("points envoyés", {"semaine du": "monday", "le": "sent_at"}, by="le"),
    JournalName("Point de la semaine", "{0}", "points:point", right=read_point),
)
keeps(
    PointLine,
    Erased(
        "Lignes d’un point de la semaine",
        ("author", "answered_by"),
        becomes="la ligne et la réponse restent, sans nom et sans mot",
        forget=_forget_who,
    ),
    Until(POINTS, "point__sent_at", years(YEARS)),
    Own("lignes proposées au point", {"ligne": "text", "le": "written_at"}, by="le", of="author"),
    Own(
        "lignes du point répondues",
        {"ligne": "text", "réponse": "answer", "mot": "word", "le": "answered_at"},
        by="le",
        of="answered_by",
        labels={"réponse": PointAnswer},
    ),
    JournalName("Ligne du point", "{0.text}", "points:decisions", right=read_point),
)
