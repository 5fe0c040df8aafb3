"""What a successor finds of the mission: notes, where the accesses are, the last reports, decisions."""

from datetime import date, timedelta

from django.db.models import CharField, DateField, ExpressionWrapper, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Concat, Left, Right, TruncDate

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.missions.models import AccessPlace, HandoverNote, NeedsAssessment, PointLine
from fanal.missions.models.handover import OTHERS
from fanal.missions.rules.point import PointAnswer

DECIDED = timedelta(days=365)


def _notes(school_id: int, today: date) -> QuerySet:
    return HandoverNote.objects.for_school(school_id)


def _note(row: Row, school: School) -> list[HandoverEntry]:
    return [HandoverEntry(f"{row['given']} {row['family']}, le {day_said(row['written_at'])}", row["text"])]


def _places(school_id: int, today: date) -> QuerySet:
    return AccessPlace.objects.for_school(school_id).filter(service__archived_on=None)


def _place(row: Row, school: School) -> list[HandoverEntry]:
    return [
        HandoverEntry(
            row["service"] or OTHERS, joined(row["text"], f"écrit le {day_said(row['written_on'])}")
        )
    ]


def _reports(school_id: int, today: date) -> QuerySet:
    """Of this year and the last one. The day stays a value of its own: a prepared question binds it."""
    opens_on = Cast(Concat(Left("school_year", 4), Value("-09-01")), DateField())
    next_year = Cast(Cast(Right("school_year", 4), IntegerField()) + 1, CharField())
    ends_on = Cast(Concat(next_year, Value("-08-31")), DateField())
    rows = NeedsAssessment.objects.for_school(school_id).filter(closed_on__isnull=False)
    dated = rows.alias(opens_on=opens_on, ends_on=ends_on)
    return dated.filter(opens_on__lte=today, ends_on__gte=today)


def _report(row: Row, school: School) -> list[HandoverEntry]:
    year = row["year"]
    needs, figures = (
        address(page, school.uai) + f"?annee={year}" for page in ("shares:needs", "agenda:figures")
    )
    return [
        HandoverEntry(
            f"Besoins du service {year}", f"arrêtés le {day_said(row['closed_on'])}. {row['text']}", needs
        ),
        HandoverEntry(f"L’année {year} en chiffres", "comparée à la précédente", figures),
    ]


def _decisions(school_id: int, today: date) -> QuerySet:
    # The day stays a value of its own: a prepared question binds it.
    stays_until = ExpressionWrapper(TruncDate("answered_at") + Value(DECIDED), output_field=DateField())
    lines = PointLine.objects.for_school(school_id).answered().alias(stays_until=stays_until)
    return lines.filter(stays_until__gte=today)


def _decision(row: Row, school: School) -> list[HandoverEntry]:
    detail = joined(PointAnswer(row["answer"]).label, row["word"], day_said(row["answered_at"]))
    return [HandoverEntry(row["text"], detail)]


NOTE = {
    "given": "author__given_name",
    "family": "author__family_name",
    "text": "text",
    "written_at": "written_at",
}
PLACE = {"service": "service__name", "text": "text", "written_on": "written_on"}
REPORT = {"year": "school_year", "text": "appreciation", "closed_on": "closed_on"}
DECISION = {"text": "text", "answer": "answer", "word": "word", "answered_at": "answered_at"}
OFFERED = (
    Chapter(
        "notes",
        "Les mots de qui part",
        _notes,
        NOTE,
        "written_at",
        _note,
        "Aucune note n’est encore écrite.",
        None,
        is_latest_first=True,
    ),
    Chapter(
        "places",
        "Où se trouvent les accès",
        _places,
        PLACE,
        "service",
        _place,
        "Rien n’est dit. Le lieu seulement, jamais le secret.",
        None,
    ),
    Chapter(
        "reports",
        "Fiches des besoins",
        _reports,
        REPORT,
        "year",
        _report,
        "Aucune fiche des besoins n’est arrêtée.",
        lambda school: address("shares:needs", school.uai),
        is_latest_first=True,
    ),
    Chapter(
        "decisions",
        "Décisions de l’année",
        _decisions,
        DECISION,
        "answered_at",
        _decision,
        "Aucune décision n’est gardée.",
        lambda school: address("points:decisions", school.uai),
        is_latest_first=True,
    ),
)
for chapter in OFFERED:
    register(HANDOVER, chapter.code)(chapter)
