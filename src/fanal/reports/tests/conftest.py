from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.models import ReportContent

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
YEAR = "2026-year-0"
CODES = ["equipment.park", "helpdesk.requests"]


@pytest.fixture
def boss(lead):
    """The référent, as who acts."""
    return actor_of(lead.membership.person, Role.DIGITAL_LEAD)


@pytest.fixture
def head_of_school(school):
    """The head, who freezes."""
    with scope(school):
        return actor_of(PersonFactory(school=school), Role.HEAD)


@pytest.fixture
def lived(school):
    """A school that has lived: three machines, four requests of which three are solved, by two people."""
    with scope(school):
        machines = [
            EquipmentFactory(school=school, name=f"P-{rank}", bought_on=date(2017 + 2 * rank, 9, 1))
            for rank in range(3)
        ]
        requests = [
            HelpRequestFactory(
                school=school,
                text=f"Le poste de Mme Durand {rank} ne marche plus",
                asked_at=datetime(2026, 10, 1 + rank, 8, tzinfo=UTC),
            )
            for rank in range(4)
        ]
        for rank, request in enumerate(requests[:3], start=1):
            request.state = "solved"
            request.solved_at = datetime(2026, 10, rank, 8 + 2 * rank, tzinfo=UTC)
            request.save()
    return machines, requests


def begun(school, by, codes=CODES, **about):
    """A draft, inside `scope(school)`."""
    values = {"title": "Le numérique en 2026-2027", "period": YEAR, "board_on": date(2026, 12, 15)} | about
    return actions.begin_report(school, values, codes, today=TODAY, by=by)


def frozen(school, by, codes=CODES, **about):
    """A report that `by` prepared, as the job freezes it for the head, and what is kept of it."""
    head = actor_of(PersonFactory(school=school), Role.HEAD)
    report = freezing.ask_freeze(begun(school, by, codes, **about), now=NOW, by=head)
    freezing.make(school, report.pk, now=NOW)
    report.refresh_from_db()
    return report, ReportContent.objects.for_school(school).get(report=report)


def url(school, name, *args):
    return reverse(f"reports:{name}", args=[school.uai, *args])
