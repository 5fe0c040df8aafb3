"""Whom to write to: the authority, the académie, the people of the team."""

from datetime import date

from django.db.models import F, QuerySet

from fanal.accounts.models import Membership, School
from fanal.accounts.models.roles import TEAM, role_words
from fanal.accounts.reading.handover import HANDOVER, Chapter, HandoverEntry, joined
from fanal.core.http.addresses import address
from fanal.core.people.own_data import Row
from fanal.core.registry import register

BODIES = {
    "name": "authority__name",
    "email": "authority__support_email",
    "phone": "authority__support_phone",
    "own_email": "desk_email",
    "own_phone": "desk_phone",
    "academy": "academy__name",
    "office": "academy__office",
    "hours": "access_hours",
}


def _bodies(row: Row, school: School) -> list[HandoverEntry]:
    entries = []
    if row["name"]:
        reached = joined(row["own_email"] or row["email"] or "", row["own_phone"] or row["phone"] or "")
        entries.append(HandoverEntry(f"Assistance : {row['name']}", reached or "aucune adresse n’est notée"))
    if row["hours"]:
        entries.append(HandoverEntry("Accès des techniciens", row["hours"]))
    if row["academy"]:
        entries.append(HandoverEntry(f"{row['office']} : {row['academy']}"))
    return entries


def _team(school_id: int, today: date) -> QuerySet:
    here = Membership.objects.for_school(school_id).filter(person__left_on=None)
    return here.valid_on(today).holding(*TEAM)


def _member(row: Row, school: School) -> list[HandoverEntry]:
    name = f"{row['given']} {row['family']}"
    return [HandoverEntry(name, joined(role_words(row["roles"]), row["email"], row["phone"]))]


PEOPLE = {
    "given": "person__given_name",
    "family": "person__family_name",
    "roles": "roles",
    "email": "person__email",
    "phone": "person__phone",
}
register(HANDOVER, "bodies")(
    Chapter(
        "bodies",
        "Collectivité et académie",
        lambda school_id, today: School.objects.filter(pk=school_id),
        {name: F(path) for name, path in BODIES.items()},
        "name",
        _bodies,
        "Aucun contact n’est noté dans les réglages.",
        None,
    )
)
register(HANDOVER, "team")(
    Chapter(
        "team",
        "L’équipe",
        _team,
        PEOPLE,
        "family",
        _member,
        "Personne n’a de fonction dans l’équipe.",
        lambda school: address("people:person_list", school.uai),
    )
)
