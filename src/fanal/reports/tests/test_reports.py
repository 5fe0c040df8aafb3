"""A report from nothing: begun, written, ordered, agreed to, frozen; who may, what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.helpdesk.models import HelpRequest
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.models import BoardReport, FigureAgreement
from fanal.reports.reading.frozen import figure_of
from fanal.reports.rules.report import MOST_DRAFTS
from fanal.reports.tests.conftest import CODES, NOW, TODAY, begun, frozen

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def _here(school):
    with scope(school):
        yield


def codes_of(report):
    return list(report.parts.order_by("rank").values_list("code", flat=True))


def test_a_report_is_begun_with_its_parts_in_their_order(school, boss):
    report = begun(school, boss)
    assert (report.number, codes_of(report)) == (1, CODES)
    assert begun(school, boss).number == 2


def test_parts_are_raised_added_and_removed(school, boss):
    """What stays keeps its text and its place; what is added comes last."""
    report = begun(school, boss)
    second = report.parts.get(code=CODES[1])
    actions.write_part(second, "Nos mots", by=boss)
    actions.raise_part(second, by=boss)
    assert codes_of(report) == CODES[::-1]
    values = {"title": "T", "period": report.period, "board_on": None}
    codes = [CODES[1], "loans.loans"]
    actions.change_report(report, values, codes, today=TODAY, by=boss)
    assert codes_of(report) == codes
    assert report.parts.get(code=CODES[1]).text == "Nos mots"


def test_a_school_keeps_few_drafts(school, boss):
    for _ in range(MOST_DRAFTS):
        begun(school, boss)
    with pytest.raises(RuleBroken, match="brouillons"):
        begun(school, boss)


def test_only_the_leadership_prepares_and_a_deputy_does_not_freeze(school, boss):
    person = PersonFactory(school=school)
    for role in (Role.TEACHER, Role.BURSAR, Role.TECHNICIAN):
        with pytest.raises(NotAllowed):
            begun(school, actor_of(person, role))
    report = begun(school, actor_of(person, Role.DEPUTY))
    with pytest.raises(NotAllowed):
        freezing.ask_freeze(report, now=NOW, by=actor_of(person, Role.DEPUTY))


def test_nothing_is_done_to_a_frozen_report(school, boss, lived):
    report, _ = frozen(school, boss)
    for act in (
        lambda: actions.write_part(report.parts.first(), "Après", by=boss),
        lambda: actions.raise_part(report.parts.last(), by=boss),
        lambda: actions.remove_report(report, by=boss),
        lambda: freezing.ask_freeze(report, now=NOW, by=boss),
        lambda: freezing.ask_preview(report, now=NOW, by=boss),
        lambda: actions.agree_to_figure(report, is_given=True, now=NOW, by=boss),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_job_done_twice_freezes_once(school, boss, lived):
    """A killed worker starts again from zero."""
    report, kept = frozen(school, boss)
    assert freezing.make(school, report.pk, now=NOW + timedelta(minutes=1)) is None
    assert report.frozen.pk == kept.pk


def test_a_preview_is_made_by_the_job_and_forgotten_once_the_report_changes(school, boss, lived):
    report = freezing.ask_preview(begun(school, boss), now=NOW, by=boss)
    assert report.work == BoardReport.Work.PREVIEW
    made = freezing.make(school, report.pk, now=NOW)
    assert bytes(made.preview).startswith(b"%PDF")
    actions.write_part(made.parts.first(), "Autrement", by=boss)
    made.refresh_from_db()
    assert (made.preview, made.previewed_at) == (None, None)


def test_what_no_worker_made_may_be_asked_again(school, boss):
    report = freezing.ask_freeze(begun(school, boss), now=timezone.now(), by=boss)
    with pytest.raises(NotAllowed):
        freezing.ask_freeze(report, now=NOW, by=boss)
    BoardReport.objects.for_school(school).update(work_at=timezone.now() - timedelta(minutes=6))
    report.refresh_from_db()
    assert report.is_stuck
    assert freezing.ask_freeze(report, now=timezone.now(), by=boss).is_at_work


def test_the_delay_of_the_only_referent_is_held_back_unless_they_agree(school, boss, lived):
    """Field review 23: the delays of one référent are not in a board report without their agreement."""
    HelpRequest.objects.for_school(school).update(taken_by=boss.person_id)
    _, kept = frozen(school, boss)
    assert figure_of(kept, "helpdesk.delay") is None
    part = next(part for part in kept.data["parts"] if part["code"] == "helpdesk.requests")
    assert part["held_back"] == ["délai médian pour résoudre une demande"]
    assert not any("résolue en moins" in text for text, _ in part["block"]["sentences"])
    second = begun(school, boss)
    actions.agree_to_figure(second, is_given=True, now=NOW, by=boss)
    freezing.make(school, freezing.ask_freeze(second, now=NOW, by=boss).pk, now=NOW)
    assert figure_of(second.frozen, "helpdesk.delay").figure.value == "2 h ouvrées"


def test_the_delay_of_several_people_is_shown(school, boss, lived, client_of):
    """With one référent it would be theirs, whoever took the requests: as for the indicators."""
    client_of(school, Role.DIGITAL_LEAD)
    others = [PersonFactory(school=school), PersonFactory(school=school)]
    for person, request in zip(others, lived[1][:2], strict=True):
        HelpRequest.objects.for_school(school).filter(pk=request.pk).update(taken_by=person)
    _, kept = frozen(school, boss)
    assert figure_of(kept, "helpdesk.delay").figure.value == "2 h ouvrées"


def test_an_agreement_is_withdrawn_before_the_freeze(school, boss):
    report = begun(school, boss)
    for is_given in (True, True, False, False):
        actions.agree_to_figure(report, is_given=is_given, now=NOW, by=boss)
    assert not FigureAgreement.objects.for_school(school).exists()


def test_a_report_of_last_year_counts_last_year(school, boss, lived):
    """A period of another year never counts the rows of this one."""
    _, kept = frozen(school, boss, period="2025-year-0", board_on=date(2026, 12, 1))
    assert figure_of(kept, "helpdesk.asked") is None
