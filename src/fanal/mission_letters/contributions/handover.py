"""What a successor finds of the letters of mission: those that they may read."""

from datetime import date, timedelta

from django.db.models import DateField, ExpressionWrapper, F, Q, QuerySet, Value

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.mission_letters.models import MissionLetter
from fanal.mission_letters.models.letter import MissionLetterQuerySet
from fanal.mission_letters.rules.letter import IN_FORCE, LetterState
from fanal.missions.rules.particular_mission import MissionKind

A_YEAR = timedelta(days=365)
HANDED_OVER = (*IN_FORCE, LetterState.CLOSED)


def _name(row: Row) -> str:
    return f"{row['given']} {row['family']}" if row["given"] else "personne effacée"


def _days(row: Row) -> str:
    return f"du {day_said(row['starts_on'])} au {day_said(row['ends_on'])}"


def _letters(school_id: int, today: date) -> QuerySet:
    """In force, or ended less than a year ago: on 1 September last year's are still there."""
    stays_until = ExpressionWrapper(F("ends_on") + Value(A_YEAR), output_field=DateField())
    rows = MissionLetter.objects.for_school(school_id).filter(state__in=HANDED_OVER)
    rows = rows.filter(mission__kind=MissionKind.DIGITAL)
    return rows.alias(stays_until=stays_until).filter(Q(stays_until__gte=today))


def _read_by(rows: MissionLetterQuerySet, member: Member) -> QuerySet:
    return rows.visible_to(member)


def _letter(row: Row, school: School) -> list[HandoverEntry]:
    url = address("letters:letter_version", school.uai, row["number"], row["version"])
    detail = joined(LetterState(row["state"]).label, _days(row))
    return [HandoverEntry(f"{_name(row)}, lettre n° {row['number']}", detail, url)]


LETTER = {
    "number": "number",
    "version": "version",
    "state": "state",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "given": "person__given_name",
    "family": "person__family_name",
}
register(HANDOVER, "letters")(
    Chapter(
        "letters",
        "Lettres de mission",
        _letters,
        LETTER,
        "number",
        _letter,
        "Aucune que vous puissiez lire : une lettre est lue par sa personne et par la direction.",
        lambda school: address("letters:letter_list", school.uai),
        read_by=_read_by,
    )
)
