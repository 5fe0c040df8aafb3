"""Newcomer of December, second sitting, 21: « 1 formations demandées », « 1 sur 1 ont reçu », for a board.

Each room composes its part with one row: beside 0 and 1 no word stands in the plural, neither in a figure nor
in a sentence.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.agenda.actions import task as tasks
from fanal.agenda.models import YearTask
from fanal.bookings.actions.bookable import offer
from fanal.bookings.models import Booking
from fanal.commission.tests import conftest as commission
from fanal.core.tenancy import scope
from fanal.designations.testing import prepared, signed
from fanal.equipment.models import Custody
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.indicators.actions.choice import choose_indicators
from fanal.indicators.models import Indicator
from fanal.indicators.tests import conftest as indicators
from fanal.loans.models import Loan
from fanal.measures.reading.report_blocks import BlockFigure, ReportBlock
from fanal.missions.models import ParticularMission
from fanal.online_services.models import OnlineService
from fanal.peer_help.tests import conftest as peer_help
from fanal.privacy.models import DataBreach, Processing, RightsRequest
from fanal.reports.reading.content import sources
from fanal.reports.tests.conftest import NOW, TODAY, YEAR
from fanal.steering.tests import conftest as steering
from fanal.surveys.actions import survey as surveys
from fanal.surveys.tests import conftest as survey_world
from fanal.training.actions import local_training
from fanal.training.models import TrainingSubject
from fanal.training.tests import conftest as training
from fanal.year.rules.periods import period_named

pytestmark = pytest.mark.clock(TODAY)

LATER = date(2026, 12, 18)
FEW = r"(?<!\d)(?<!\d,)(?<!° )[01]"  # zero and one are singular
INVARIABLE = {"ans", "avis", "cours", "dans", "fois", "mois", "pas", "plus", "remis", "sans", "trois"}
COMPLEMENTS = {"données", "droits", "partenaires"}
VERBS = {"appartiennent", "finissent", "ont", "sont"}


def plurals(words: str) -> list[str]:
    """The words in the plural; a complement may be one: « violation de données »."""
    every = re.findall(r"[\w’]+", words)
    known = INVARIABLE | COMPLEMENTS
    return [word for word in every if word in VERBS or (re.search(r"[sx]$", word) and word not in known)]


def faults_of_figure(figure: BlockFigure) -> list[str]:
    if not re.fullmatch(r"[01]( sur \d+)?", figure.value):
        return []
    return [f"{figure.value} {figure.label}"] if plurals(re.sub(r"\(.*\)", "", figure.label)) else []


def faults_of_text(text: str) -> list[str]:
    """« 1 formations », « 1 formation demandées »: the two words after a number, up to a sign."""
    found = re.findall(rf"{FEW} (?:sur \d+ )?([^\W\d]+(?: [^\W\d]+)?)", text)
    return [f"{words} in « {text} »" for words in found if plurals(words)]


def faults_of(block: ReportBlock) -> Iterator[str]:
    for figure in block.figures:
        yield from faults_of_figure(figure)
    texts = [sentence.text for sentence in block.sentences]
    for text in [*texts, block.bars.finding] if block.bars else texts:
        yield from faults_of_text(text)


def _machine(school, lead, head):
    EquipmentFactory(school=school, bought_on=date(2017, 9, 1), owner="authority", state="broken")


def _request(school, lead, head):
    HelpRequestFactory(
        school=school,
        asked_at=datetime(2026, 10, 1, 8, tzinfo=UTC),
        state="solved",
        solved_at=datetime(2026, 10, 1, 10, tzinfo=UTC),
    )


def _booking(school, lead, head):
    limits = {"days_ahead": 60, "most_periods": 4, "quota": 3, "shows_who": True}
    room = RoomFactory(school=school)
    span = DateTimeTZRange(datetime(2026, 10, 1, 8, tzinfo=UTC), datetime(2026, 10, 1, 9, tzinfo=UTC))
    held = Custody.objects.create(
        school=school, room=room, kind=Custody.Kind.BOOKING, span=span, person=PersonFactory(school=school)
    )
    thing = offer(school, room, limits, by=head)
    Booking.objects.create(school=school, custody=held, bookable=thing, periods="M1", made_at=NOW)


def _meeting(school, lead, head):
    colleague = PersonFactory(school=school)
    decided = {"owner": colleague, "text": "Chiffrer"}
    promised = {"side": "partner", "owner_words": "Département", "text": "Livrer"}
    commission.approved(school, lead, head, colleague, decided, promised)
    tasks.finish_task(YearTask.objects.for_school(school).order_by("pk").first(), now=NOW, by=lead)


def _hour(school, lead, head):
    peer_help.held(PersonFactory(school=school))


def _session(school, lead, head):
    training.held(school, lead, 1)
    subject = TrainingSubject.objects.create(
        school=school, name="Évaluer", skills=["2.1"], staff_domains=["E3"]
    )
    for _ in range(12):
        training.asked(school, subject)
    sent = training.prepared(subject, lead)
    local_training.send(sent, today=TODAY, by=lead)
    answer = {"state": "accepted", "answered_on": TODAY, "reason": "", "reference": ""}
    local_training.note_answer(sent, answer, today=TODAY, by=lead)


def _survey(school, lead, head):
    survey = survey_world.opened(school, lead)
    survey_world.answer(survey, "Oui", times=6)
    survey_world.answer(survey, "Non", times=5)
    surveys.publish_survey(survey_world.ended(school, lead, survey), today=TODAY, by=lead)


def _project(school, lead, head):
    draft = steering.begun(school, head)
    (objective,) = steering.planned(draft, head, "Équiper")
    steering.acted(objective, head, ends_on=date(2026, 11, 1))
    steering.adopted(draft, head)


def _act(school, lead, head):
    signed(school, prepared(school, PersonFactory(school=school), head), head)


def _sheet(school, lead, head):
    Processing.objects.create(
        school=school,
        number=1,
        name="Vie scolaire",
        purposes="Suivre les absences",
        state="kept",
        version=1,
        made_on=TODAY,
        changed_on=TODAY,
    )
    RightsRequest.objects.create(school=school, number=1, who="Mme X", right="access", received_on=TODAY)
    DataBreach.objects.create(school=school, number=1, title="Fuite", description="x", known_at=NOW)


def _loan(school, lead, head):
    Loan.objects.create(
        school=school,
        number=1,
        borrower="M. X",
        borrower_kind="family",
        state="out",
        due_on=date(2026, 11, 20),
        signed_on=date(2026, 10, 1),
        handed_on=date(2026, 10, 1),
        made_at=NOW,
    )


def _service(school, lead, head):
    OnlineService.objects.create(school=school, name="Pronote", contract_ends_on=date(2026, 12, 20))


def _mission(school, lead, head):
    ParticularMission.objects.create(
        school=school, number=1, school_year="2026-2027", kind="digital", title="Référent"
    )


def _indicator(school, lead, head):
    choose_indicators(school, [*indicators.SET, "PIX3"], now=NOW, by=lead)
    followed = Indicator.objects.for_school(school).get(code="PIX3")
    indicators.typed(followed, indicators.term(0), Decimal(1), Decimal(1), lead)


ROWS: dict[str, Callable[..., None]] = {
    "bookings.use": _booking,
    "commission.decisions": _meeting,
    "designations.acts": _act,
    "equipment.park": _machine,
    "helpdesk.requests": _request,
    "indicators.followed": _indicator,
    "loans.loans": _loan,
    "missions.missions": _mission,
    "online_services.services": _service,
    "peer_help.helps": _hour,
    "privacy.register": _sheet,
    "steering.project": _project,
    "surveys.published": _survey,
    "training.sessions": _session,
}


def test_each_part_is_composed_with_one_row():
    assert ROWS.keys() == sources().keys()


@pytest.mark.parametrize("code", ROWS)
def test_no_word_stands_in_the_plural_beside_one(school, lead, code):
    with scope(school):
        boss = actor_of(lead.membership.person, Role.DIGITAL_LEAD)
        ROWS[code](school, boss, actor_of(PersonFactory(school=school), Role.HEAD))
        block = sources()[code].compose(school, period_named(YEAR), LATER)
    assert block is not None
    is_of_rows = code != "indicators.followed"  # whose figures are values
    assert any(re.match(r"1\b", figure.value) for figure in block.figures) is is_of_rows
    assert list(faults_of(block)) == []


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("1 formations demandées à l’académie.", False),
        ("1 formation demandées à l’académie.", False),
        ("1 formation demandée à l’académie, 1 acceptées.", False),
        ("0 tenues.", False),
        ("1 sur 1 ont reçu une réponse.", False),
        ("1 formation demandée, 11 séances, 21 actions faites.", True),
    ],
)
def test_the_plural_beside_one_is_found(text, is_right):
    assert (not faults_of_text(text)) is is_right
