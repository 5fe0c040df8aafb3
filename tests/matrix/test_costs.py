"""What a page may cost: at most twenty-five questions to the database, and less than 50 kB of HTML.

The addresses come from the resolver, so that a new page is measured without a word. Each app's own tests say
that a list costs the same for 1 and 20 rows; `tests/e2e/test_weight.py` weighs the demonstration.
"""

import pytest

from fanal.core.testing import MOST_QUERIES
from tests.matrix.measuring import cost
from tests.matrix.neighbours import OWN_FIRST, browser_of, pages
from tests.matrix.rows import World
from tests.matrix.world import make_world

MOST_BYTES = 50_000
FEW = ("head", "digital_lead", "teacher", "technician")


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


@pytest.fixture
def states(request, world) -> list[str]:
    return list(world.users) if request.config.getoption("--whole-matrix") else [*FEW]


def test_no_page_asks_more_than_twenty_five_questions_nor_sends_fifty_kilobytes(world, states, at_least):
    too_dear, opened = [], 0
    for state in states:
        browser = browser_of(world, state)
        for address in pages(world):
            spent = cost(browser, address)
            if spent and len(spent[0]) > MOST_QUERIES:
                spent = cost(browser, address)  # the first time, a process asks some things once and for all
            opened += spent is not None
            statements, size = spent or ([], 0)
            if len(statements) > MOST_QUERIES or size >= MOST_BYTES:
                listing = "\n  ".join(sql[:120] for sql in statements)
                too_dear.append(f"{state} {address}: {len(statements)} questions, {size} bytes\n  {listing}")
    at_least("pages weighed, each for each role", opened, 820)
    assert too_dear == []
