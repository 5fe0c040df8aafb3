"""What a page may cost: at most twenty-five questions to the database, and less than 50 kB of HTML.

The addresses come from the resolver, so that a new page is measured without a word. Each app's own tests say
that a list costs the same for 1 and 20 rows; `tests/e2e/test_weight.py` weighs the demonstration.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanal.core.testing import MOST_QUERIES, ForgetfulClient
from tests.matrix.neighbours import OWN_FIRST, browser_of, pages
from tests.matrix.rows import World
from tests.matrix.world import make_world

MOST_BYTES = 50_000
# They ask nothing: the transaction that the page opens, by itself.
ENDS = ("BEGIN", "COMMIT")
FEW = ("head", "digital_lead", "teacher", "technician")


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


@pytest.fixture
def states(request, world) -> list[str]:
    return list(world.users) if request.config.getoption("--whole-matrix") else [*FEW]


def cost(browser: ForgetfulClient, address: str) -> tuple[list[str], int] | None:
    """The questions asked and the bytes of HTML sent; None when it is no page of theirs."""
    connection.queries_log.clear()  # Django keeps nine thousand of them for one test
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    size = len(answer.content) if is_html else 0
    answer.close()
    statements = [query["sql"] for query in captured if query["sql"] not in ENDS]
    return (statements, size) if answer.status_code == 200 else None


def test_no_page_asks_more_than_twenty_five_questions_nor_sends_fifty_kilobytes(world, states):
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
    assert opened > 20 * len(states)
    assert too_dear == []
