"""What a successor finds of who does the mission: the shares, year by year."""

from datetime import date

from django.db.models import Case, CharField, DateField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Left, Right

from fanal.accounts.models import School
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, day_said, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register
from fanal.missions.models import MissionShare
from fanal.missions.rules.parts import BY_CODE, PARTS
from fanal.year.rules.years import year_named

YEAR = "mission__school_year"
# The place of a part in the text, one sign: PARTS has less than ten.
RANK = Case(
    *(When(part=part.code, then=Value(str(rank))) for rank, part in enumerate(PARTS)), default=Value("9")
)


def _name(row: Row) -> str:
    return f"{row['given']} {row['family']}" if row["given"] else "personne effacée"


def _days(row: Row) -> str:
    return f"du {day_said(row['starts_on'])} au {day_said(row['ends_on'])}"


def _shares(school_id: int, today: date) -> QuerySet:
    """The year that runs first; from July, the coming one. The day stays a value of its own."""
    first_from = Cast(Concat(Left(YEAR, 4), Value("-07-01")), DateField())
    first_until = Cast(Concat(Right(YEAR, 4), Value("-06-30")), DateField())
    rows = MissionShare.objects.for_school(school_id).filter(ends_on__gte=today)
    rows = rows.alias(first_from=first_from, first_until=first_until)
    is_first = Case(When(first_from__lte=today, first_until__gte=today, then=Value("0")), default=Value("1"))
    return rows.annotate(place=Concat(is_first, F(YEAR), RANK, output_field=CharField()))


def _share(row: Row, school: School) -> list[HandoverEntry]:
    year = year_named(row["year"])
    is_whole = (row["starts_on"], row["ends_on"]) == (str(year.starts_on), str(year.ends_on))
    detail = joined(
        f"{_name(row)}, {row['percent']} %",
        "en remplacement" if row["is_substitute"] else "",
        "" if is_whole else _days(row),
    )
    return [HandoverEntry(BY_CODE[row["part"]].label, detail, group=f"Année {year}")]


SHARE = {
    "part": "part",
    "percent": "percent",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "is_substitute": "is_substitute",
    "year": YEAR,
    "place": "place",
    "given": "person__given_name",
    "family": "person__family_name",
}
register(HANDOVER, "shares")(
    Chapter(
        "shares",
        "Qui fait quoi dans la mission",
        _shares,
        SHARE,
        "place",
        _share,
        "La mission n’est pas encore partagée.",
        lambda school: address("shares:sharing", school.uai),
    )
)
