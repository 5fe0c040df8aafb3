"""The commission in the report for the board, counted by hand; its rows hold no words of minutes."""

import json
from datetime import date

import pytest

from fanal.agenda.actions import task as tasks
from fanal.agenda.models import YearTask
from fanal.commission.actions import decision as decision_actions
from fanal.commission.models import MeetingDecision
from fanal.commission.rules.decision import DecisionOutcome
from fanal.commission.tests.conftest import NOW, TODAY, approved, held, planned
from fanal.core.registry import registered
from fanal.core.tenancy import scope
from fanal.measures.reading.report_blocks import REPORT_BLOCK
from fanal.measures.reading.report_data import as_data, block_of
from fanal.year.rules.periods import MeasurePeriod, PeriodKind
from fanal.year.rules.years import year_of

pytestmark = pytest.mark.clock(TODAY)
YEAR = MeasurePeriod(year_of(TODAY), PeriodKind.YEAR)
LATER = date(2027, 1, 8)


def composed(school, period=YEAR, today=TODAY):
    (source,) = [source for source in registered(REPORT_BLOCK) if source.code == "commission.decisions"]
    return source.compose(school, period, today)


def closed(school, text, outcome, by):
    decision = MeetingDecision.objects.for_school(school).select_related("meeting", "task").get(text=text)
    decision_actions.close_decision(decision, outcome, today=TODAY, now=NOW, by=by)


def values_of(block):
    return {figure.code: figure.value for figure in block.figures}


def test_the_board_reads_meetings_and_decisions_by_state(school, boss, principal, colleague):
    """Two meetings held, one to come; three decisions: one done, one due on 10 December, late in January."""
    mine = {"owner": colleague}
    with scope(school):
        assert composed(school) is None
        named = [{"text": f"Mme Durand s’en charge, {rank}", **mine} for rank in range(3)]
        approved(school, boss, principal, colleague, *named)
        held(school, boss, colleague)
        planned(school, boss, "À venir")
        task = YearTask.objects.for_school(school).order_by("pk").first()
        tasks.finish_task(task, now=NOW, by=boss)
        block, later = composed(school), composed(school, today=LATER)
        assert composed(school, MeasurePeriod(year_of(TODAY), PeriodKind.HALF, 1)) is None
    assert values_of(block) == {
        "commission.held": "2",
        "commission.decided": "3",
        "commission.done": "1 sur 3",
        "commission.late": "0 sur 3",
    }
    assert later.figure("commission.late").value == "2 sur 3"
    assert dict(later.bars.bars) == {"En retard": 2, "Tenue": 1}
    assert [row.label for row in block.figure("commission.done").trace] == ["Réunion n° 1 · Tenue"]
    assert block.sentences[0].text == "2 réunions de la commission numérique sur la période."
    assert block.sentences[1].figure == "commission.decided"  # newcomer of December, second sitting, 11
    assert "Durand" not in json.dumps(as_data(block), ensure_ascii=False)
    assert as_data(block_of(as_data(block))) == as_data(block)


def test_commitments_of_partners_are_kept_or_not(school, boss, principal, colleague):
    """One kept, one not kept, one whose day is not passed and that does not count until January."""
    theirs = {"side": "partner", "owner_words": "Département"}
    with scope(school):
        promises = [{"text": text, **theirs} for text in ("tenu", "non tenu", "à venir")]
        approved(school, boss, principal, colleague, *promises, circle="dialogue")
        assert composed(school) is None, "none is kept or late yet"
        closed(school, "tenu", DecisionOutcome.DONE, boss)
        closed(school, "non tenu", DecisionOutcome.DROPPED, boss)
        block, later = composed(school), composed(school, today=LATER)
    assert block.sentences[0].text == "Aucune réunion de la commission numérique sur la période."
    assert (block.figure("commission.kept").value, block.figure("commission.broken").value) == (
        "1 sur 2",
        "1 sur 2",
    )
    assert later.figure("commission.broken").value == "2 sur 3"
    assert later.figure("commission.broken").trace[0].url.endswith("/1/")
