"""What is known of absences and hours: for the page where they are said, and for whoever asks for help."""

from datetime import date, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.answering import Answering
from fanal.core.prepared import prepared
from fanal.core.registry import ANSWERING, register
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.rules.absence import Away, by_person, hour_words, sentence
from fanal.online_services.reading.states import open_states

NAMES = {
    "civility": "person__civility",
    "given": "person__given_name",
    "family": "person__family_name",
    "pk": "person_id",
}


@prepared
def _school_row(school_id: int, today: date) -> QuerySet[School]:
    """The school's row, both lists, and the states that the same page says: one question."""
    leads = Membership.objects.for_school(OuterRef("school_id")).valid_on(today).holding(Role.DIGITAL_LEAD)
    here = OuterRef("pk")
    away = (
        Absence.objects.for_school(here)
        .on(today)
        .filter(person__in=leads.values("person_id"))
        .order_by("last_day", "pk")
    )
    hours = PresenceHour.objects.for_school(here).filter(person__in=leads.values("person_id"))
    absence_row = JSONObject(
        **NAMES,
        first="first_day",
        last="last_day",
        answers="answers_from",
        sub="substitute_id",
        sub_civility="substitute__civility",
        sub_given="substitute__given_name",
        sub_family="substitute__family_name",
        sub_left="substitute__left_on",
    )
    hour_row = JSONObject(**NAMES, weekday="weekday", starts="starts", ends="ends", place="place")
    in_order = hours.order_by("person__family_name", "person_id", "weekday", "starts")
    return (
        School.objects.filter(pk=school_id)
        .only("pk")
        .annotate(
            away=ArraySubquery(away.values(row=absence_row)),
            at=ArraySubquery(in_order.values(row=hour_row)),
            states=ArraySubquery(open_states(here)),
        )
    )


def _name(row: dict[str, Any], prefix: str = "") -> str:
    return f"{row[f'{prefix}civility'] or row[f'{prefix}given']} {row[f'{prefix}family']}"


def _away(row: dict[str, Any], absent: set[int]) -> Away:
    return Away(
        _name(row),
        row["civility"],
        date.fromisoformat(row["first"]),
        date.fromisoformat(row["last"]),
        substitute=_name(row, "sub_") if row["sub"] and not row["sub_left"] else "",
        is_substitute_away=row["sub"] in absent,
        answers_from=date.fromisoformat(row["answers"]) if row["answers"] else None,
    )


@register(ANSWERING)
def answering(school: School, today: date) -> Answering:
    school_row: Any = _school_row.first(school.pk, today)
    absent = {row["pk"] for row in school_row.away}
    sentences = [sentence(_away(row, absent), today=today) for row in school_row.away]
    hours = [
        (_name(row), hour_words(row["weekday"], _time(row["starts"]), _time(row["ends"]), row["place"]))
        for row in school_row.at
        if row["pk"] not in absent
    ]
    return Answering(sentences, by_person(hours), school_row.states)


def _time(text: str) -> time:
    return time.fromisoformat(text)


def absences_of(school: School, today: date) -> QuerySet[Absence]:
    """Those that go on or are to come."""
    rows = Absence.objects.for_school(school).not_over(today)
    return rows.select_related("person", "substitute").order_by("first_day", "pk")


def left_alone(absence: Absence) -> list[Absence]:
    """The absences that the one who is now away was to answer for."""
    rows = Absence.objects.for_school(absence.school_id).meeting(absence.first_day, absence.last_day)
    return list(rows.filter(substitute=absence.person_id).select_related("person"))


def mark_uncovered(absences: list[Absence]) -> None:
    """`is_uncovered`: who was to answer is away too, at least for some of these days."""
    for absence in absences:
        absence.is_uncovered = any(  # type: ignore[attr-defined]
            other.person_id == absence.substitute_id and other.meets(absence) for other in absences
        )


def hours_of(school: School) -> QuerySet[PresenceHour]:
    rows = PresenceHour.objects.for_school(school).select_related("person")
    return rows.order_by("person__family_name", "person_id", "weekday", "starts")


def leads_of(school: School, today: date) -> QuerySet[Person]:
    return Person.objects.for_school(school).present().holding_role(Role.DIGITAL_LEAD, today).by_name()
