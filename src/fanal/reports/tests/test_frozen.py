"""A frozen report never changes: not by code, not by SQL, not by time, nor by what is added or erased."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from fanal.accounts.models.anonymous import stand_in
from fanal.core import journal
from fanal.core.errors import NotAllowed
from fanal.core.frozen import open_doors
from fanal.core.frozen.models import FrozenOpening
from fanal.core.frozen.testing import assert_frozen, forget
from fanal.core.retention.removal import ByClock
from fanal.core.retention.rule import rules
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.tests.factories import HelpRequestFactory
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.models import BoardReport, ReportContent, ReportPart
from fanal.reports.reading.content import content_sum, json_of
from fanal.reports.reading.frozen import figure_of
from fanal.reports.reading.papers import brief_paper, report_paper, report_text, slides_paper
from fanal.reports.tests.conftest import NOW, TODAY, frozen, url

pytestmark = pytest.mark.clock(TODAY)


@pytest.fixture(autouse=True)
def _here(school, lived):
    with scope(school):
        yield


def test_the_content_is_kept_with_its_hash(school, boss):
    """Hash, date, figures with both sides of their formula, and the rows behind."""
    report, kept = frozen(school, boss)
    assert kept.sha256 == content_sum(kept.content)
    assert report.frozen_at == NOW
    asked = figure_of(kept, "helpdesk.asked").figure
    assert (asked.value, asked.numerator, asked.rows, len(asked.trace)) == ("4", 4, 4, 4)
    age = figure_of(kept, "equipment.age").figure
    assert age.denominator == 3


def test_nobody_is_named_in_what_is_kept(school, boss):
    """The words of a request, which name somebody, are never inside the rows of a report."""
    _, kept = frozen(school, boss)
    assert "Durand" not in kept.content


def test_papers_made_again_are_the_same_bytes(school, boss):
    """C2 17: regenerate, same bytes, PDF and ODT alike."""
    _, kept = frozen(school, boss)
    content = kept.data
    assert json_of(content) == kept.content
    assert report_paper(content) == bytes(kept.paper)
    assert report_text(content) == bytes(kept.text_file)
    assert brief_paper(content) == bytes(kept.brief)
    assert slides_paper(content) == bytes(kept.slides)


def test_what_is_added_since_changes_no_frozen_figure(school, boss):
    """Time travel: more requests and machines, dated before the freeze too."""
    _, kept = frozen(school, boss)
    HelpRequestFactory(school=school, asked_at=NOW - timedelta(days=30))
    EquipmentFactory(school=school)
    again = ReportContent.objects.for_school(school).get(pk=kept.pk)
    assert (again.content, bytes(again.paper)) == (kept.content, bytes(kept.paper))


def test_what_is_erased_since_is_said_and_changes_no_frozen_figure(school, boss, lived):
    """« 2 demandes effacées depuis »: their words are gone, the count stays."""
    _, kept = frozen(school, boss)
    _, requests = lived
    HelpRequest.objects.for_school(school).filter(pk__in=[row.pk for row in requests[:2]]).update(
        text="effacé", requester=stand_in(school.pk)
    )
    shown = figure_of(kept, "helpdesk.asked")
    assert shown.figure.value == "4"
    assert shown.gone_words.startswith("2 demandes effacées depuis, selon leur durée de conservation")


def test_a_machine_that_is_gone_is_said(school, boss, lived):
    _, kept = frozen(school, boss)
    Equipment.objects.for_school(school).filter(pk=lived[0][0].pk).delete()
    assert figure_of(kept, "equipment.present").gone_words.startswith("1 équipement effacé depuis, selon sa")


def test_a_new_school_year_changes_no_figure_of_the_last_one(school, boss, time_machine):
    """C2 16: opening 2027-28 changes no figure of 2026-27."""
    _, kept = frozen(school, boss)
    time_machine.move_to(datetime(2027, 9, 15, 8, tzinfo=UTC))
    HelpRequestFactory(school=school, asked_at=datetime(2027, 9, 10, 8, tzinfo=UTC))
    again = ReportContent.objects.for_school(school).get(pk=kept.pk)
    assert again.data["period"] == "2026-2027"
    assert figure_of(again, "helpdesk.asked").figure.value == "4"
    assert report_paper(again.data) == bytes(kept.paper)


def test_a_correction_takes_the_texts_again_and_each_leads_to_the_other(school, boss, lead, head_of_school):
    """One error in a frozen report meant writing all of it again."""
    report, _ = frozen(school, boss, title="L’an dernier")
    page, button = url(school, "report_page", report.pk), url(school, "report_correct", report.pk)
    answer = lead.post(button)
    assert lead.post(button).url == answer.url, "begun once"
    assert page in lead.get(answer.url).text
    assert answer.url in lead.get(page).text
    assert "N° 2, L’an dernier" in words_of(lead.get(page).text)
    assert "Rectifie le n° 1, L’an dernier" in words_of(lead.get(answer.url).text)
    assert "Une rectification se prépare" in lead.get(page).text, "it corrects nothing yet"
    with scope(school):
        made = BoardReport.objects.for_school(school).get(corrects=report.number)
        assert answer.url == url(school, "report_page", made.pk)
        assert [one.code for one in made.parts.all()] == [one.code for one in report.parts.all()]
        assert made.board_on == report.board_on, "and with it the last day to send the papers"
        actions.write_part(made.parts.get(code="helpdesk.requests"), "Le bon texte", by=boss)
        with pytest.raises(NotAllowed):
            actions.correct_report(made, today=TODAY, by=boss)
        freezing.make(school, freezing.ask_freeze(made, now=NOW, by=head_of_school).pk, now=NOW)
        made.refresh_from_db()
        assert made.frozen.data["title"] == "L’an dernier (rectifie le n° 1)", "on paper too"
        again = actions.correct_report(made, today=TODAY, by=boss)
        assert again.parts.get(code="helpdesk.requests").text == "Le bon texte"
    assert "Ce rapport est rectifié" in lead.get(page).text
    assert lead.get(url(school, "report_list")).text.count("rectifie le n°") == 2


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(lambda kept: type(kept).objects.update(content="{}"), id="its content"),
        pytest.param(lambda kept: type(kept).objects.update(sha256="0"), id="its hash"),
        pytest.param(lambda kept: ReportContent.objects.all().delete(), id="its row removed"),
        pytest.param(lambda kept: BoardReport.objects.update(title="Autre"), id="its title"),
        pytest.param(lambda kept: BoardReport.objects.update(frozen_at=None), id="frozen no more"),
        pytest.param(lambda kept: BoardReport.objects.all().delete(), id="the report removed"),
        pytest.param(lambda kept: ReportPart.objects.update(text="Autre"), id="its texts"),
        pytest.param(lambda kept: ReportPart.objects.all().delete(), id="its parts removed"),
        pytest.param(
            lambda kept: ReportPart.objects.create(
                school_id=kept.school_id, report_id=kept.report_id, code="x.y", rank=9
            ),
            id="a part added",
        ),
    ],
)
def test_postgresql_refuses_to_change_a_frozen_report(school, boss, attack):
    _, kept = frozen(school, boss)
    with pytest.raises(ProgrammingError, match="frozen"), transaction.atomic():
        attack(kept)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM reports_boardreport WHERE id = %s",
        "UPDATE reports_boardreport SET title = 'Autre' WHERE id = %s",
        "DELETE FROM reports_reportpart WHERE report_id = %s",
        "UPDATE reports_reportpart SET text = 'Autre' WHERE report_id = %s",
        "UPDATE reports_reportpart SET report_id = (SELECT max(id) FROM reports_boardreport) "
        "WHERE report_id = %s",
        "DELETE FROM reports_reportpart WHERE report_id = %s "
        "AND set_config('fanal.schools', left(text, 0) || '0', true) = '0'",
    ],
)
def test_nobody_says_that_ten_years_are_over(school, boss, attack):
    """December § 7, N7: `set local fanal.report_day='2100-01-01'` let a report be made anew, traceless.

    Nor are its parts moved to another report, or removed in a scope where it is not found.
    """
    report, _ = frozen(school, boss)
    BoardReport.objects.create(school=school, number=99, title="Brouillon", period=report.period)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fanal.report_day', '2100-01-01', true)")
        with pytest.raises(ProgrammingError, match="what is frozen never changes"), transaction.atomic():
            cursor.execute(attack, [report.pk])


def test_what_was_emptied_through_a_door_is_not_written_again(school, boss):
    """December § 7, N7: the day that froze a row, emptied through a door, then the row changed and frozen."""
    report, _ = frozen(school, boss)
    here = BoardReport.objects.filter(pk=report.pk)
    with journal.erasing(by=ByClock(), why="pour essayer"):
        open_doors(school.pk, [BoardReport])
    here.update(frozen_at=None)
    with pytest.raises(ProgrammingError, match="never changes"), transaction.atomic():
        here.update(frozen_at=NOW, title="Autre")


def test_each_column_of_a_frozen_report_and_of_its_parts_is_guarded(school, boss):
    report, kept = frozen(school, boss)
    for row in (report, kept, report.parts.first()):
        assert_frozen(row)


def test_who_froze_a_report_is_forgotten_and_nothing_else(school, boss):
    report, _ = frozen(school, boss)
    assert report.frozen_by_id is not None
    forget(report.frozen_by)
    kept = BoardReport.objects.get(pk=report.pk)
    assert (kept.frozen_by_id, kept.title) == (None, report.title)


def test_a_report_goes_at_its_term_and_not_before(school, boss):
    """Retention: ten years after, the report leaves with its parts and its content."""
    report, _ = frozen(school, boss)
    (rule,) = [rule for rule in rules() if rule.name == "reports.frozen"]
    with journal.erasing(by=ByClock(), why=rule.says):
        assert rule.purge(school.pk, NOW + timedelta(days=3650)) == 0
        assert rule.purge(school.pk, NOW + timedelta(days=3654)) == 1
    assert not ReportPart.objects.for_school(school).filter(report=report.pk).exists()
    assert {"reports_boardreport", "reports_reportpart", "reports_reportcontent"} <= {
        opening.table for opening in FrozenOpening.objects.for_school(school)
    }
