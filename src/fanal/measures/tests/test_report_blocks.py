"""What a block of the report keeps as plain data, and what it sees of rows that are gone."""

import json
from datetime import date
from decimal import Decimal

import pytest

from fanal.accounts.models import Person
from fanal.core.tenancy import scope
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.report_blocks import (
    BlockBars,
    BlockFigure,
    BlockSentence,
    ReportBlock,
)
from fanal.measures.reading.report_data import as_data, block_of
from fanal.measures.reading.traced_rows import gone_rows

pytestmark = pytest.mark.clock(date(2026, 11, 26))


def test_a_block_comes_back_from_json_as_it_was():
    """Its figures with both sides of their formula, its rows with their day and address."""
    row = MeasuredRow("N° 3", "/e/0220001A/demandes/3/", date(2026, 11, 3), key="helpdesk.request:3")
    figure = BlockFigure(
        "helpdesk.delay",
        "Délai",
        "1,5 jour",
        "La médiane.",
        "2026-2027",
        numerator=Decimal("1.5"),
        rows=12,
        trace=(row,),
        row_noun=("demande", "demandes"),
    )
    bars = BlockBars("Novembre est le plus chargé.", (("nov.", Decimal(9)),), "demandes")
    block = ReportBlock((BlockSentence("Il faut 1,5 jour.", "helpdesk.delay"),), (figure,), bars)
    assert block_of(json.loads(json.dumps(as_data(block)))) == block


def test_nobody_is_kept_in_the_data():
    """The person whose work a figure measures is known while it is composed, and not after."""
    figure = BlockFigure("a.b", "Délai", "2 jours", "La médiane.", "2026-2027", whose=41)
    assert "41" not in json.dumps(as_data(ReportBlock(figures=(figure,))))


def test_rows_that_are_no_more_are_seen(school):
    """Of a model that is known, those that are gone; of one that no code knows, all of them."""
    with scope(school):
        rows = [
            MeasuredRow("N° 9", "/", key=f"{Person.JOURNAL_NAME}:999999"),
            MeasuredRow("1", "/", key="old.thing:1"),
        ]
        gone = gone_rows(school.pk, rows)
    figure = BlockFigure("a.b", "Demandes", "2", "Toutes.", "2026-2027", trace=tuple(rows))
    assert gone.among(figure) == len(rows)
