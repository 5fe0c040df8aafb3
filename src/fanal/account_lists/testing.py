"""A school with pupils and staff, and the lists of accounts that its référent brings."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from fanal.account_lists.actions import comparisons
from fanal.account_lists.models import Comparison, Finding
from fanal.accounts.models import Person, School
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import member_of
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment, Pupil, SourceRecord
from fanal.online_services.actions import register
from fanal.online_services.models import OnlineService

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
YEAR = "2026-2027"


@dataclass
class Keeper:
    """The head of one school, who compares one service."""

    school: School
    by: Actor
    service: OnlineService
    people: dict[str, Pupil | Person] = field(default_factory=dict)

    def pupil(self, family: str, given: str, klass: str = "6A", *, born=None, left_on=None, key="") -> Pupil:
        made = Pupil.objects.create(
            school=self.school, family_name=family, given_name=given, born=born, left_on=left_on
        )
        Enrolment.objects.create(school=self.school, pupil=made, school_year=YEAR, class_code=klass)
        if key:
            SourceRecord.objects.create(
                school=self.school,
                source="siecle",
                kind="pupil",
                key=key,
                school_year=YEAR,
                seen_on=TODAY,
                pupil=made,
            )
        return made

    def staff(self, family: str, given: str, *, email: str = "", left_on=None) -> Person:
        return Person.objects.create(
            school=self.school, family_name=family, given_name=given, email=email, left_on=left_on
        )

    def deposit(self, text: str) -> Comparison:
        table = read_table(text.encode(), "comptes.csv")
        return comparisons.deposit_accounts(self.service, table, name="comptes.csv", now=NOW, by=self.by)

    def compare(self, text: str, *, today: date = TODAY, is_sure: bool = False, columns=None) -> Comparison:
        made = self.deposit(text)
        done = comparisons.compare_accounts(
            made, columns or made.imported.columns, is_sure=is_sure, today=today, now=NOW, by=self.by
        )
        self.service.refresh_from_db()
        return done

    def findings(self, kind: str = "", *, state: str = "todo") -> list[Finding]:
        rows = Finding.objects.for_school(self.school).filter(state=state).order_by("pk")
        return list(rows.filter(kind=kind) if kind else rows)

    def kinds(self) -> list[str]:
        return sorted(finding.kind for finding in self.findings())


@pytest.fixture
def keeper(school: School):
    with scope(school):
        membership = member_of(school, Role.HEAD)
        by = Actor(
            f"person:{membership.person_id}",
            "Cheffe",
            frozenset({Role.HEAD}),
            school.pk,
            membership.person_id,
        )
        # A person without a name of their own: absent from every list, and not looked for.
        Person.objects.filter(pk=membership.person_id).update(family_name="Cheffe", given_name="Anne")
        service = register.add_service(school, today=TODAY, name="ENT", holders="pupils", by=by)
        yield Keeper(school, by, service)
