"""What is known of absences and hours: for the page where they are said, and for whoever asks for help."""

from datetime import date

from django.db.models import QuerySet

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.roles import Role
from fanal.accounts.reading.answering import Answering
from fanal.core.database.prepared import prepared
from fanal.missions.models import Absence, PresenceHour
from fanal.missions.rules.absence import AbsentColleague, by_person, hour_words, sentence


@prepared
def _absences_on(school_id: int, today: date) -> QuerySet[Absence]:
    """Ask for the absences of the référents of today."""
    rows = Absence.objects.for_school(school_id).on(today).filter(person__in=_leads(school_id, today))
    return rows.select_related("person", "substitute").order_by("last_day", "pk")


@prepared
def _hours(school_id: int, today: date) -> QuerySet[PresenceHour]:
    rows = PresenceHour.objects.for_school(school_id).filter(person__in=_leads(school_id, today))
    return rows.select_related("person").order_by("person__family_name", "person_id", "weekday", "starts")


def _leads(school_id: int, today: date) -> QuerySet:
    """Ask for the keys of the référents of today."""
    memberships = Membership.objects.for_school(school_id).valid_on(today).holding(Role.DIGITAL_LEAD)
    return memberships.values("person_id")


def _absent_colleague(absence: Absence, absent: set[int]) -> AbsentColleague:
    substitute = absence.substitute
    return AbsentColleague(
        absence.person.polite_name,
        absence.person.civility,
        absence.first_day,
        absence.last_day,
        substitute=substitute.polite_name if substitute and not substitute.left_on else "",
        is_substitute_away=absence.substitute_id in absent,
        answers_from=absence.answers_from,
    )


def answering(school: School, today: date) -> Answering:
    """Say what colleagues read: two queries."""
    absences = _absences_on(school.pk, today)
    absent = {absence.person_id for absence in absences}
    hours = [
        (hour.person.polite_name, hour_words(hour.weekday, hour.starts, hour.ends, hour.place))
        for hour in _hours(school.pk, today)
        if hour.person_id not in absent
    ]
    sentences = [sentence(_absent_colleague(absence, absent), today=today) for absence in absences]
    return Answering(sentences, by_person(hours), frozenset(absent))


def absences_of(school: School, today: date) -> QuerySet[Absence]:
    """List the absences that go on or are to come."""
    rows = Absence.objects.for_school(school).not_over(today)
    return rows.select_related("person", "substitute").order_by("first_day", "pk")


def left_alone(absence: Absence) -> list[Absence]:
    """List the absences that the one who is now away was to answer for."""
    rows = Absence.objects.for_school(absence.school_id).meeting(absence.first_day, absence.last_day)
    return list(rows.filter(substitute=absence.person_id).select_related("person"))


def uncovered_among(absences: list[Absence]) -> frozenset[int]:
    """Give the keys of those whose substitute is away too, at least for some of these days."""
    return frozenset(absence.pk for absence in absences if _is_uncovered(absence, absences))


def _is_uncovered(absence: Absence, absences: list[Absence]) -> bool:
    return any(other.person_id == absence.substitute_id and other.meets(absence) for other in absences)


def hours_of(school: School) -> QuerySet[PresenceHour]:
    rows = PresenceHour.objects.for_school(school).select_related("person")
    return rows.order_by("person__family_name", "person_id", "weekday", "starts")


def leads_of(school: School, today: date) -> QuerySet[Person]:
    return Person.objects.for_school(school).present().holding_role(Role.DIGITAL_LEAD, today).by_name()
