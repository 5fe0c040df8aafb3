"""Bringing files to a school in tests: the référent deposits them and applies the plan."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.utils import timezone

from fanal.accounts.models import Membership, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role
from fanal.accounts.tests.factories import member_of
from fanal.core.imports.models import Import, ImportLine
from fanal.core.tenancy import scope
from fanal.people_files.actions import imports as actions
from fanal.people_files.formats.read_file import read_export
from fanal.people_files.tests.reading import aaf, request

TODAY = date(2026, 9, 15)


@dataclass
class Importer:
    """The référent of one school, who brings files."""

    school: School
    by: Actor
    today: date = TODAY

    def deposit(self, content: str | bytes, name: str = "export.xml") -> Import:
        given = read_export(content.encode() if isinstance(content, str) else content, name)
        with closing(given), scope(self.school):
            return actions.deposit_people(
                self.school, given, today=self.today, now=timezone.now(), by=self.by
            )

    def apply(self, imported: Import, *, are_departures_true: bool = False) -> Import:
        now: datetime = timezone.now()
        with scope(self.school):
            actions.apply_people(
                imported,
                root=imported.root,
                are_departures_true=are_departures_true,
                today=self.today,
                now=now,
                by=self.by,
            )
            imported.refresh_from_db()
        return imported

    def bring(self, content: str | bytes, *, are_departures_true: bool = False) -> Import:
        return self.apply(self.deposit(content), are_departures_true=are_departures_true)

    def lines(self, imported: Import, effect: str) -> list[ImportLine]:
        with scope(self.school):
            return list(
                ImportLine.objects.for_school(self.school)
                .filter(imported=imported, effect=effect)
                .order_by("line")
            )


@pytest.fixture
def lead(school: School) -> Membership:
    with scope(school):
        return member_of(school, Role.DIGITAL_LEAD)


@pytest.fixture
def importer(school: School, lead: Membership) -> Importer:
    by = Actor(
        f"person:{lead.person_id}",
        "Référent",
        frozenset({Role.DIGITAL_LEAD, *Delegated}),
        school.pk,
        lead.person_id,
    )
    return Importer(school, by)


@pytest.fixture
def brought(importer: Importer) -> Callable[..., Import]:
    return importer.bring


def ours(school: School, number: str = "43") -> str:
    """The record of this school in an AAF."""
    return request("EtabEducNat", number, ENTStructureUAI=school.uai, ENTStructureNomCourant="CLG$ICI$VILLE")


def pupil(number: int, *, klass: str = "6A", how: str = "addRequest", school: str = "43", **more: str) -> str:
    attributes = {
        "sn": f"NOM{number}",
        "givenName": "Zoé",
        "ENTPersonDateNaissance": "31/12/2013",
        "ENTEleveMEF": "10010012110",
        "ENTPersonStructRattach": school,
        "ENTEleveClasses": f"{school}${klass}",
    }
    return request("Eleve", str(number), how, **(attributes | more if how == "addRequest" else more))


def full(school: School, *requests: str) -> str:
    return aaf(ours(school), *requests)
