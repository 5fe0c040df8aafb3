"""The end of the set-up: everything that was answered, written in one transaction or not at all."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.models import Authority, School, User
from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.core.tenancy import scope
from fanal.equipment.actions.convention import start_convention
from fanal.equipment.actions.places import add_building, add_room, add_site
from fanal.equipment.actions.types import add_usual_types
from fanal.equipment.rules.room_lines import ONLY_BUILDING, ONLY_SITE, RoomLine, by_building
from fanal.schools.actions.founding import found_school
from fanal.schools.actions.school import NewSchool
from fanal.web.setup.answers import SetupAnswers
from fanal.web.setup.forms import FoundersForm

BY = system(System.SETUP)


@transaction.atomic
def open_school(
    answers: SetupAnswers, functions: FoundersForm, *, today: date, now: datetime
) -> tuple[School, User]:
    """Open the school with its calendar, rooms, usual types of equipment, starting convention and people."""
    given = functions.cleaned_data
    new = _new_school(answers)
    school, user = found_school(new, given["founder"], given["people"], today=today, now=now, by=BY)
    with scope(school):
        add_usual_types(school, by=BY)
        start_convention(school, by=BY)
        rooms = answers.checked("salles")
        rooms.full_clean()
        _add_rooms(school, rooms.cleaned_data["kept"])
    return school, user


def _new_school(answers: SetupAnswers) -> NewSchool:
    school, zone = answers.checked("etablissement"), answers.checked("calendrier")
    school.full_clean()
    zone.full_clean()
    identity = school.cleaned_data
    return NewSchool(
        uai=identity["uai"],
        name=identity["name"],
        kind=School.Kind(identity["kind"]),
        status=School.Status(identity["status"]),
        zone=School.Zone(zone.cleaned_data["zone"]),
        authority=identity["authority"],
        authority_kind=Authority.Kind(identity["authority_kind"]) if identity["authority_kind"] else None,
        academy=identity["academy"],
        city=identity["city"],
    )


def _add_rooms(school: School, rooms: Iterable[RoomLine]) -> None:
    """One site, and at least one building, so that adding a room later is one gesture."""
    site = add_site(school, ONLY_SITE, by=BY)
    for name, inside in (by_building(rooms) or {ONLY_BUILDING: []}).items():
        building = add_building(site, name, by=BY)
        for room in inside:
            add_room(building, room, by=BY)
