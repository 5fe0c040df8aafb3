"""What the project keeps about people, until when, and US2, which it measures."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import Role
from fanal.core.registry import PERSONAL_DATA, registered
from fanal.core.retention.archives import every_paper
from fanal.core.retention.removal import keep_no_longer
from fanal.core.tenancy import scope
from fanal.measures.reading.indicators import INDICATOR_SOURCE, IndicatorSource
from fanal.measures.reading.report_blocks import REPORT_BLOCK
from fanal.measures.reading.report_data import as_data, block_of
from fanal.privacy.models import ArchiveRelease
from fanal.steering.actions import action, version
from fanal.steering.actions import grid as grid_actions
from fanal.steering.models import ProjectAction, ProjectVersion, SelfAssessment
from fanal.steering.tests.conftest import ACTION, TODAY, acted, adopted, begun, planned
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)


def us2() -> IndicatorSource:
    return next(source for source in registered(INDICATOR_SOURCE) if source.code == "US2")


def test_us2_counts_the_actions_under_way_over_a_period(school, boss):
    """`domain.md` § 3.4, US2: the actions of the project in force whose days cross the period."""
    year = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)
    with scope(school):
        draft = begun(school, boss)
        (objective,) = planned(draft, boss, "Former")
        before = {"starts_on": date(2025, 9, 1), "ends_on": date(2026, 6, 30)}
        acted(objective, boss, title="Passée", **before)
        acted(objective, boss, title="Sans date", starts_on=None, ends_on=None)
        crossing = acted(objective, boss, title="À cheval", starts_on=date(2026, 3, 1))
        dropped = acted(objective, boss, title="Abandonnée")
        assert us2().measure(school, year).numerator is None
        assert "Aucun projet" in us2().measure(school, year).reason
        adopted(draft, boss)
        action.advance_action(dropped, "dropped", "", today=TODAY, by=boss)
        measure = us2().measure(school, year)
        assert (measure.numerator, measure.rows) == (Decimal(1), 1)
        rows = us2().rows(school, year)
        assert [row.label for row in rows[0:10]] == [crossing.title]


def _night_after(school, version, days):
    """What is left five years after the last year of this version, and so many days."""
    last = datetime.combine(version.ends_on, time(3, 20), tzinfo=school.zone_info)
    night = last.replace(year=last.year + 5) + timedelta(days=days)
    with time_machine.travel(night, tick=False):
        keep_no_longer(night)
    with scope(school):
        return list(ProjectVersion.objects.for_school(school))


def test_a_draft_goes_five_years_after_its_last_year(school, boss):
    with scope(school):
        draft = begun(school, boss)
        acted(planned(draft, boss, "Former")[0], boss)
    assert _night_after(school, draft, 0) == [draft]
    assert _night_after(school, draft, 2) == []


def test_a_project_that_came_into_force_waits_for_the_visa_that_names_it(school, boss):
    """December, second reading J11: a project that a board voted was erased without a visa."""
    with scope(school):
        draft = begun(school, boss, standing="school_project")
        acted(planned(draft, boss, "Former")[0], boss)
        version.adopt_version(draft, today=TODAY, by=boss, why="Vote en janvier.")
    assert _night_after(school, draft, 400) == [draft]
    given = {"ground": "visa", "reference": "AD59, n° 12", "until": draft.ends_on + timedelta(days=365 * 6)}
    with scope(school):
        ArchiveRelease.objects.create(
            school=school, sorts=["reports.frozen"], released_at=timezone.now(), **given
        )
    assert _night_after(school, draft, 400) == [draft], "a visa bears on a list"
    with scope(school):
        ArchiveRelease.objects.create(
            school=school, sorts=["steering.adopted"], released_at=timezone.now(), **given
        )
    assert _night_after(school, draft, 400) == []


def test_a_private_school_keeps_its_project_for_its_time_alone(school, boss):
    school.status = School.Status.PRIVATE
    school.save()
    with scope(school):
        draft = begun(school, boss)
        acted(planned(draft, boss, "Former")[0], boss)
        adopted(draft, boss)
    assert _night_after(school, draft, 2) == []


def test_the_file_of_a_year_holds_its_project_as_a_paper_and_as_data(school, boss):
    with scope(school):
        draft = begun(school, boss)
        acted(planned(draft, boss, "Former")[0], boss)
        made = adopted(draft, boss)
        begun(school, boss)
        (papers,) = [papers for papers in every_paper() if papers.rule.name == "steering.adopted"]
        assert papers.years(school.pk) == [TODAY.year]
        ((name, paper),) = papers.made(school.pk, TODAY.year)
        tables = papers.tables(school.pk, TODAY.year)
        assert list(tables[ProjectVersion]) == [made]
        assert [row.title for row in tables[ProjectAction]] == [ACTION["title"]]
    assert (name, paper[:4]) == ("projet-numerique-1.pdf", b"%PDF")


def test_a_self_assessment_goes_after_five_years_and_its_grid_stays(school, digital_lead):
    with scope(school):
        grid = grid_actions.add_delivered_grid(school, today=TODAY, by=digital_lead)
        made = grid_actions.begin_assessment(grid, today=TODAY, by=digital_lead)
        item = grid.items.order_by("rank").first()
        grid_actions.answer_grid(made, {item.pk: "yes"}, "", by=digital_lead)
    keep_no_longer(datetime(2031, 11, 28, 3, 20, tzinfo=school.zone_info))
    with scope(school):
        assert not SelfAssessment.objects.for_school(school).exists()
        assert grid.items.count() == 25


def test_whoever_answers_for_an_action_reads_it_in_their_own_data(school, boss, teacher):
    person = teacher.membership.person
    with scope(school):
        draft = begun(school, boss)
        acted(planned(draft, boss, "Former")[0], boss, owner=person)
        own = personal_data(teacher, school)
    assert "actions du projet numérique" in own


def personal_data(client, school):
    """The names of what a person reads of themselves."""
    member = Member(school, client.membership.user_id, frozenset({Role.TEACHER}), client.membership.person)
    return {name for offer in registered(PERSONAL_DATA) for name in offer(member)}


def test_the_board_reads_what_was_done_and_what_is_late(school, boss):
    """Issue point 7: the project is a block of the report, and each figure keeps its rows."""
    year = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)
    (source,) = [source for source in registered(REPORT_BLOCK) if source.code == "steering.project"]
    with scope(school):
        assert source.compose(school, year, TODAY) is None
        draft = begun(school, boss)
        first, _ = planned(draft, boss, "Équiper", "Partager")
        done = acted(first, boss, title="Achetées")
        acted(first, boss, title="Posées", ends_on=date(2026, 11, 1))
        adopted(draft, boss)
        action.advance_action(done, "done", "", today=TODAY, by=boss)
        block = source.compose(school, year, TODAY)
    assert block.figure("project.done").value == "1 sur 2"
    assert [row.label for row in block.figure("project.late").trace] == ["Posées"]
    assert [row.label for row in block.figure("project.orphans").trace] == ["1.2 Partager"]
    assert block.figure("project.budget").numerator == Decimal(9600)
    assert as_data(block_of(as_data(block))) == as_data(block)


def test_the_board_reads_the_opinions_of_the_period(school, boss):
    """Those given in the period, with their votes; one of an earlier year stays there."""
    (source,) = [source for source in registered(REPORT_BLOCK) if source.code == "steering.project"]
    year, votes = year_of(TODAY), {"votes_for": 14, "votes_against": 2, "abstained": 1, "remark": ""}
    with scope(school):
        draft = begun(school, boss)
        planned(draft, boss, "Équiper")
        for council, given_on, said in (
            ("pedagogical", date(2026, 6, 9), dict.fromkeys(votes, None) | {"remark": ""}),
            ("board", date(2026, 11, 3), votes),
        ):
            version.note_opinion(draft, council, {"given_on": given_on, **said}, today=TODAY, by=boss)
        adopted(draft, boss)
        block = source.compose(school, MeasurePeriod(year, PeriodKind.YEAR), TODAY)
        last_year = source.compose(school, MeasurePeriod(year.previous, PeriodKind.YEAR), TODAY)
    figure = block.figure("project.opinions")
    assert [row.label for row in figure.trace] == [
        "Conseil d’administration, adopté (14 pour, 2 contre, 1 abstention)"
    ]
    assert figure.trace[0].url.endswith(f"/versions/{draft.pk}/")
    assert block.sentences[-1].text.startswith("Avis rendus : Conseil d’administration, adopté (14 pour")
    assert last_year.sentences[-1].text == "Avis rendus : Conseil pédagogique."
