"""Figures that a board could hold against each other (December § 2.6)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from fanal.agenda.reading.figures import page_of
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Custody
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.contributions.report_blocks import compose as compose_requests
from fanal.helpdesk.models import Transmission
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.reading.sources import sources
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.figure import value_words
from fanal.indicators.tests.conftest import TODAY
from fanal.loans.models import Loan, LoanItem
from fanal.online_services.contributions.report_blocks import compose as compose_services
from fanal.online_services.models import OnlineService
from fanal.privacy.models import Processing
from fanal.privacy.rules.codes import ProcessingState
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import SchoolYear

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(SchoolYear(2026), PeriodKind.YEAR, until=TODAY)
TERM = MeasurePeriod(SchoolYear(2026), PeriodKind.TERM, until=TODAY)


@pytest.fixture
def services(school, lead):
    """Four services: one whose sheet is validated, one of each other state, one without."""
    with scope(school):
        days = {"made_on": TODAY, "changed_on": TODAY}
        states = (ProcessingState.KEPT, ProcessingState.DRAFT, ProcessingState.DECLARED, None)
        for number, state in enumerate(states, start=1):
            sheet = state and Processing.objects.create(
                school=school, number=number, name=f"Traitement {number}", state=state, **days
            )
            OnlineService.objects.create(school=school, name=f"Service {number}", processing=sheet)
    return school


def test_rg1_counts_validated_sheets_alone(services):
    """December § 2.6: « Registre complet 92,9 % (13 sur 14) » counts drafts (3 are validated)."""
    with scope(services):
        measure = sources()["RG1"].measure(services, YEAR)
        rows = sources()["RG1"].rows(services, YEAR)[0:10]
    assert (measure.numerator, measure.denominator, measure.rows) == (1, 4, 4)
    assert [row.label for row in rows if row.is_counted] == ["Service 1"]
    assert [row.label for row in rows][-1] == "Service 1", "those that lack it come first"


def test_services_without_a_validated_sheet_open_themselves(services):
    """December § 2.6: « 1 service sans fiche » opens the 13 that have one; and the block says RG1."""
    with scope(services):
        block = compose_services(services, YEAR, TODAY)
        measure = sources()["RG1"].measure(services, YEAR)
    covered, lacking = block.figure("online_services.covered"), block.figure("online_services.lacking")
    assert (covered.numerator, covered.denominator) == (measure.numerator, measure.denominator)
    sentence = block.sentences[0]
    assert sentence.text.startswith("3 services sans fiche validée")
    assert sentence.figure == "online_services.lacking"
    assert [row.label for row in lacking.trace] == ["Service 2", "Service 3", "Service 4"]
    assert lacking.rows == 3


def lent(school, number: int, outcome: str, **about) -> Loan:
    """A loan of one tablet, due on 10 November; of how it ended."""
    loan = Loan.objects.create(
        school=school,
        number=number,
        borrower_kind="staff",
        due_on=date(2026, 11, 10),
        made_at=timezone.now(),
        **about,
    )
    machine = EquipmentFactory(school=school)
    begins, ends = timezone.now(), None if outcome == "out" else timezone.now() + timedelta(hours=1)
    custody = Custody.objects.create(
        school=school, kind="loan", equipment=machine, span=(begins, ends), is_held=outcome == "out"
    )
    LoanItem.objects.create(
        school=school,
        loan=loan,
        equipment=machine,
        custody=custody,
        outcome=outcome,
        ended_on=about.get("closed_on"),
    )
    return loan


def test_ln1_counts_no_stolen_or_lost_tablet_as_returned(school, lead):
    """December § 2.6: LN1 counts a stolen tablet as returned in time."""
    ended = {"state": "closed", "closed_on": date(2026, 11, 9)}
    with scope(school):
        for number, outcome in enumerate(("back", "damaged", "stolen", "lost", "owned"), start=1):
            lent(school, number, outcome, **ended)
        lent(school, 6, "out", state="out")
        measure = sources()["LN1"].measure(school, TERM)
        rows = sources()["LN1"].rows(school, TERM)[0:10]
    assert (measure.numerator, measure.denominator) == (2, 5), "what became theirs was not due back"
    assert sorted(row.label for row in rows if row.is_counted) == ["Prêt n° 1", "Prêt n° 2"]
    assert measure.rows == len(rows) == 5


def test_tk4_says_that_no_day_was_promised_and_not_that_nothing_was_solved(school, lead):
    """December § 2.6: TK4 « aucune demande résolue » when 63 were."""
    november = MeasurePeriod(SchoolYear(2026), PeriodKind.MONTH, 2, until=TODAY)
    with scope(school):
        asked = timezone.now() - timedelta(days=3)
        HelpRequestFactory(school=school, asked_at=asked, solved_at=asked, due_at=None, state="solved")
        without_date = sources()["TK4"].measure(school, november)
        of_none = sources()["TK4"].measure(school, november.previous)
    assert without_date.numerator is None
    assert without_date.reason == "Aucune des demandes résolues dans la période n’avait de date prévue."
    assert of_none.reason == "Aucune demande n’a été résolue dans la période."


def test_one_delay_is_said_by_the_year_the_report_and_the_indicator(school, lead):
    """December § 2.6: four medians for one delay (45 h, 12 h, 3,5 h, 13,5 h)."""
    begins = datetime(2026, 11, 16, 9, tzinfo=school.zone_info)
    with scope(school):
        for days in (0, 1, 3):
            ended = begins + timedelta(days=days, hours=2)
            HelpRequestFactory(school=school, asked_at=begins, solved_at=ended, state="solved")
        measure = sources()["TK3"].measure(school, YEAR)
        block = compose_requests(school, YEAR, TODAY)
        figures = page_of(school, SchoolYear(2026), today=TODAY)
    delay = block.figure("helpdesk.worked_delay")
    row = next(row for row in figures.rows if row.label.startswith("Délai"))
    assert measure.numerator == delay.numerator == 12
    assert words_of(value_words(measure.numerator, CATALOGUE["TK3"].unit)) == "12 h ouvrées"
    assert {row.now, delay.value} == {"12 h ouvrées"}
    assert {row.label, delay.label.capitalize(), CATALOGUE["TK3"].name} == {
        "Délai ouvré médian de résolution"
    }
    assert next(row.now for row in figures.rows if row.label == "Demandes résolues") == "3"


def test_a_gathered_request_that_was_passed_on_is_one_with_its_other(school, lead):
    """December § 2.6, its class: the year counted a request gathered into another, the report did not."""
    sent = datetime(2026, 11, 16, 9, tzinfo=school.zone_info)
    with scope(school):
        whole = HelpRequestFactory(school=school, asked_at=sent)
        gathered = HelpRequestFactory(
            school=school, asked_at=sent, merged_into=whole, state="closed", closed_at=sent
        )
        for request in (whole, gathered):
            Transmission.objects.create(
                school=school, help_request=request, authority=school.authority, state="sent", sent_at=sent
            )
        block = compose_requests(school, YEAR, TODAY)
        figures = page_of(school, SchoolYear(2026), today=TODAY)
    assert block.figure("helpdesk.sent").rows == 1
    assert next(row.now for row in figures.rows if row.label.startswith("Demandes transmises")) == "1"
