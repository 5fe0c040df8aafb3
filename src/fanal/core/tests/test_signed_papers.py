"""December § 5: signatures stood alone on a last page; the last words, or the last rows, stay with them."""

import json
from pathlib import Path

import pytest
import typst

import fanal

OURS = Path(fanal.__file__).parent
SIGNED = Path(__file__).parent / "documents" / "signed.typ"
LETTERHEAD = {"name": "Collège d’ici", "lines": [], "bodies": [], "logo": [], "number": ""}


def pages_of(name, *, lines, rows):
    """On which page `closing` and `signed` say that they are."""
    data = {"title": "Papier", "letterhead": LETTERHEAD, "lines": lines, "rows": rows}
    inputs = {"data": json.dumps(data), "unsigned": ""}
    found = typst.query(SIGNED, f"<{name}>", root=OURS, sys_inputs=inputs, field="value")
    return json.loads(found)


@pytest.mark.parametrize("lines", range(8, 46, 2))
def test_the_last_words_are_on_the_page_of_the_signatures(lines):
    assert pages_of("closing", lines=lines, rows=0) == pages_of("signed", lines=lines, rows=0)


@pytest.mark.parametrize("rows", range(1, 40, 3))
def test_the_last_rows_of_a_table_are_on_the_page_of_the_signatures(rows):
    assert pages_of("row", lines=3, rows=rows) == pages_of("signed", lines=3, rows=rows)
