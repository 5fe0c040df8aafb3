"""A report from nothing: begun, written, ordered, agreed to, frozen; who may, what is refused."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import PersonFactory
from fanal.core.database.order import Step
from fanal.core.errors import NotAllowed, RuleBroken
from fanal.core.tenancy import scope
from fanal.designations.actions import acts
from fanal.designations.rules.designations import ActNature
from fanal.designations.testing import prepared, signed
from fanal.helpdesk.models import HelpRequest
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.models import BoardReport, FigureAgreement, ReportContent
from fanal.reports.reading.frozen import figure_of
from fanal.reports.reading.papers import _head_data, report_paper
from fanal.reports.rules.report import MOST_DRAFTS
from fanal.reports.tests.conftest import CODES, NOW, TODAY, begun, frozen, url

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
    actions.move_part(second, Step.UP, by=boss)
    assert codes_of(report) == CODES[::-1]
    values = {"title": "T", "period": report.period, "board_on": None}
    codes = [CODES[1], "loans.loans"]
    actions.change_report(report, values, codes, today=TODAY, by=boss)
    assert codes_of(report) == codes
    assert report.parts.get(code=CODES[1]).text == "Nos mots"


def test_a_part_goes_a_step_or_to_an_end_in_one_press(school, boss):
    """Newcomer of December, second sitting, 22: « Monter » alone took 13 presses to send part 1 last."""
    codes = [*CODES, "loans.loans", "missions.missions"]
    report = begun(school, boss, codes)
    first = report.parts.get(code=codes[0])
    for step, wanted in (
        (Step.LAST, [*codes[1:], codes[0]]),
        (Step.LAST, [*codes[1:], codes[0]]),
        (Step.UP, [codes[1], codes[2], codes[0], codes[3]]),
        (Step.DOWN, [*codes[1:], codes[0]]),
        (Step.DOWN, [*codes[1:], codes[0]]),
        (Step.FIRST, codes),
    ):
        actions.move_part(first, step, by=boss)
        assert codes_of(report) == wanted, step


def test_a_school_keeps_few_drafts(school, boss):
    for _ in range(MOST_DRAFTS):
        begun(school, boss)
    with pytest.raises(RuleBroken, match="brouillons"):
        begun(school, boss)


def test_the_leadership_prepares_and_the_head_or_the_deputy_freezes(school, boss):
    """December § 3.13: a référent alone could freeze the report that the head signs, the deputy could not."""
    person = PersonFactory(school=school)
    for role in (Role.TEACHER, Role.BURSAR, Role.TECHNICIAN):
        with pytest.raises(NotAllowed):
            begun(school, actor_of(person, role))
    report = begun(school, boss)
    with pytest.raises(NotAllowed):
        freezing.ask_freeze(report, now=NOW, by=boss)
    deputy = freezing.ask_freeze(report, now=NOW, by=actor_of(person, Role.DEPUTY))
    assert deputy.by_delegation
    freezing.make(school, report.pk, now=NOW)
    kept = ReportContent.objects.for_school(school).get(report=report)
    assert json.loads(kept.content)["by_delegation"]
    assert "par délégation du chef d’établissement" in _head_data(json.loads(kept.content))["made"]
    own, kept = frozen(school, boss)
    assert not own.by_delegation
    assert "délégation" not in _head_data(json.loads(kept.content))["made"]


def test_a_report_frozen_by_the_deputy_is_signed_by_the_deputy(school, boss, client_of):
    """December § 3.13: it named the head as signer; CRPA L212-1 wants the author's name and quality."""
    head, deputy = client_of(school, Role.HEAD), client_of(school, Role.DEPUTY)
    person = deputy.membership.person
    person.given_name, person.family_name, person.job = "Paul", "Roy", "Principal adjoint"
    person.save()

    def frozen_data():
        with scope(school):
            report = freezing.ask_freeze(begun(school, boss), now=NOW, by=actor_of(person, Role.DEPUTY))
            assert report.frozen_by == person
            freezing.make(school, report.pk, now=NOW)
            kept = ReportContent.objects.for_school(school).get(report=report)
            assert report_paper(kept.data) == bytes(kept.paper)
            return kept.data

    page = url(school, "report_page", begun(school, boss).pk)
    assert "Numéro de la délégation à écrire" in deputy.get(page).text
    blank = frozen_data()
    assert (blank["signer"], blank["delegation"]) == (["Paul Roy", "Principal adjoint"], "")
    assert head.membership.person.family_name not in json.dumps(blank, ensure_ascii=False)
    by = actor_of(head.membership.person, Role.HEAD)
    with scope(school):
        act = signed(school, prepared(school, person, by, nature=ActNature.SIGNATURE), by)
        assert frozen_data()["delegation"] == "", "an act binds once it is published"
        acts.publish(act, {"published_on": TODAY, "published_where": "Hall"}, today=TODAY, by=by)
    number = f"N° 2026-2027/{act.number}"
    text = deputy.get(page).text
    assert number in text
    assert "Numéro de la délégation" not in text
    assert frozen_data()["delegation"] == number


def test_nothing_is_done_to_a_frozen_report(school, boss, lived, head_of_school):
    report, _ = frozen(school, boss)
    for act in (
        lambda: actions.write_part(report.parts.first(), "Après", by=boss),
        lambda: actions.move_part(report.parts.last(), Step.UP, by=boss),
        lambda: actions.remove_report(report, by=boss),
        lambda: freezing.ask_freeze(report, now=NOW, by=head_of_school),
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


def test_what_no_worker_made_may_be_asked_again(school, boss, head_of_school):
    report = freezing.ask_freeze(begun(school, boss), now=timezone.now(), by=head_of_school)
    with pytest.raises(NotAllowed):
        freezing.ask_freeze(report, now=NOW, by=head_of_school)
    BoardReport.objects.for_school(school).update(work_at=timezone.now() - timedelta(minutes=6))
    report.refresh_from_db()
    assert report.is_stuck
    assert freezing.ask_freeze(report, now=timezone.now(), by=head_of_school).is_at_work


def test_the_delay_of_the_only_referent_is_held_back_unless_they_agree(school, boss, lived, head_of_school):
    """Field review 23: the delays of one référent are not in a board report without their agreement."""
    HelpRequest.objects.for_school(school).update(taken_by=boss.person_id)
    _, kept = frozen(school, boss)
    assert figure_of(kept, "helpdesk.worked_delay") is None
    part = next(part for part in kept.data["parts"] if part["code"] == "helpdesk.requests")
    assert part["held_back"] == ["délai ouvré médian de résolution"]
    assert not any("résolue en moins" in text for text, _ in part["block"]["sentences"])
    second = begun(school, boss)
    actions.agree_to_figure(second, is_given=True, now=NOW, by=boss)
    freezing.make(school, freezing.ask_freeze(second, now=NOW, by=head_of_school).pk, now=NOW)
    assert figure_of(second.frozen, "helpdesk.worked_delay").figure.value == "2 h ouvrées"


def test_the_delay_of_several_people_is_shown(school, boss, lived, client_of):
    """With one référent it would be theirs, whoever took the requests: as for the indicators."""
    client_of(school, Role.DIGITAL_LEAD)
    others = [PersonFactory(school=school), PersonFactory(school=school)]
    for person, request in zip(others, lived[1][:2], strict=True):
        HelpRequest.objects.for_school(school).filter(pk=request.pk).update(taken_by=person)
    _, kept = frozen(school, boss)
    assert figure_of(kept, "helpdesk.worked_delay").figure.value == "2 h ouvrées"


def test_an_agreement_is_withdrawn_before_the_freeze(school, boss):
    report = begun(school, boss)
    for is_given in (True, True, False, False):
        actions.agree_to_figure(report, is_given=is_given, now=NOW, by=boss)
    assert not FigureAgreement.objects.for_school(school).exists()


def test_a_report_of_last_year_counts_last_year(school, boss, lived):
    """A period of another year never counts the rows of this one."""
    _, kept = frozen(school, boss, period="2025-year-0", board_on=date(2026, 12, 1))
    assert figure_of(kept, "helpdesk.asked") is None
