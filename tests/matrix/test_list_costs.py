"""A list costs as many questions for many rows as for few (December, house § 3.3).

The pages come from the resolver: of each that is cut in pages, the questions are counted with a few copies of
every row of the world, and again with thirty.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import pytest

from fanal.accounts.views.thing_list import ThingList
from fanal.core.http.answers import ListPaginator
from tests.architecture import source
from tests.architecture.lists import declared_lists
from tests.matrix.many_rows import ManyRows
from tests.matrix.measuring import cost
from tests.matrix.neighbours import OWN_FIRST, browser_of, pages
from tests.matrix.rows import World
from tests.matrix.world import make_world

STATES = ("head", "digital_lead", "teacher", "technician")
ABOVE = ("adviser", "dpo")  # they have no page of the school that nobody else has
FEW, MANY = range(8), range(8, 40)
GROWN = 5  # rows more, for a list to have been seen growing
# Lists that no copy of the world's rows makes longer, each with the reason or the test that counts it.
COPIED_BY_HAND, FROZEN = "test_lists.py copies its rows by hand, and counts", "needs a report that was frozen"
NOT_GROWN = {
    "agenda/views/figures.py figure_rows": "agenda/tests/test_figures.py",
    "agenda/views/rollover.py rollover_line": "agenda/tests/test_rollover_views.py",
    "allowances/views/allowance.py show_year": "allowances/tests/test_allowance_views.py",
    "designations/views/designations.py show_list": COPIED_BY_HAND,
    "directory/views/duplicates.py _twins": "searched by name: one page of pupils, as the list of pairs",
    "equipment/views/merge.py merge_list": "pairs of records that look alike, which copies do not",
    "indicators/views/indicator.py show_indicator": "the code of an indicator is one of the catalogue",
    "indicators/views/indicator.py value_rows": "indicators/tests/test_trace.py",
    "loans/views/listing.py own": "loans/tests/test_own.py",
    "overview/views/academy.py academy": "overview/tests/test_academy.py",
    "overview/views/academy.py data_protection": "overview/tests/test_delegate.py",
    "peer_help/views/project_help.py show_help": "peer_help/tests/test_helps.py",
    "people_files/views/imports.py _show": "the lines of an import of people",
    "reports/views/part.py _figure": "needs a report that was frozen, or the code of a figure of a draft",
    "reports/views/report.py _frozen_page": FROZEN,
    "service_security/views/reviews.py review_list": COPIED_BY_HAND,
    "service_status/views/states.py _page": COPIED_BY_HAND,
    "steering/views/imports.py _show": "the lines of an import of a project",
    "steering/views/project.py version_list": "one version is in force, one is a draft",
    "supplies/views/ending.py warranty_list": "warranties that end in one month",
    "surveys/views/results.py show_results": "surveys/tests/test_pages.py",
    "surveys/views/results.py survey_crossed": "surveys/tests/test_pages.py",
    "work_log/views/share.py shared_page": "the log of somebody who shares its detail",
    "work_log/views/work.py log_shown": "a page holds one month of one person's log",
}
DECLARED = "accounts/views/thing_list.py"
HERE = ("core/http/answers.py", "matrix/test_list_costs.py")


@dataclass
class Lists:
    """What was cut in pages since it was last looked at: where in the code, how many rows."""

    counts: dict[str, int] = field(default_factory=dict)

    def taken(self) -> dict[str, int]:
        counts, self.counts = self.counts, {}
        return counts


def place_of(frame: FrameType | None) -> str:
    """The list or else the function that asked for pages: « loans/views/listing.py loan_list »."""
    while frame is not None and frame.f_code.co_filename.endswith(HERE):
        frame = frame.f_back
    assert frame is not None
    if isinstance(listing := frame.f_locals.get("self"), ThingList):
        return listing.address
    file = frame.f_code.co_filename.partition("/src/fanal/")[2]
    return f"{file} {frame.f_code.co_qualname.split('.')[0]}"


def places() -> Iterator[str]:
    """Every declared list, by its address; every function that cuts another list in pages."""
    yield from (listing.address for listing in declared_lists())
    others = (file for file in source.python_files() if not file.as_posix().endswith(DECLARED))
    for file in others:
        for node in source.tree_of(file).body:
            calls = (call for call in ast.walk(node) if isinstance(call, ast.Call))
            if any(source.text_of(call.func).split(".")[-1] == "paginate" for call in calls):
                name = getattr(node, "name", "")
                yield f"{file.relative_to(source.SOURCE).as_posix()} {name}"


@pytest.fixture
def lists(monkeypatch) -> Lists:
    seen = Lists()

    class Seen(ListPaginator):
        def get_page(self, number: Any) -> Any:
            seen.counts[place_of(sys._getframe(1))] = self.count
            return super().get_page(number)

    monkeypatch.setattr("fanal.core.http.answers.ListPaginator", Seen)
    return seen


@pytest.fixture
def world(transactional_db) -> World:
    return make_world("ici", OWN_FIRST)


def listing_pages(world: World, lists: Lists) -> Iterator[tuple[str, str]]:
    """Who opens which page that is cut in pages."""
    for state in (*STATES, *ABOVE):
        browser = browser_of(world, state)
        for address in pages(world):
            if state in STATES or not address.startswith("/e/"):
                browser.get(address).close()
                if lists.taken():
                    yield state, address


def measured(world: World, opened: list[tuple[str, str]], lists: Lists) -> dict[tuple[str, str], Any]:
    spent = {}
    for state, address in opened:
        browser = browser_of(world, state)
        browser.get(address).close()  # the first time, a process asks some things once and for all
        lists.taken()
        spent[state, address] = cost(browser, address), lists.taken()
    return spent


# It asks once for each sort of thing that its page names, and visits to other pages are what it shows.
BY_SORT = "/reglages/journal/"


def wrong_costs(few: dict[Any, Any], many: dict[Any, Any]) -> Iterator[str]:
    """The pages that ask another number of questions for many rows, with what they ask more often."""
    for (state, address), (spent, _) in few.items():
        later, _ = many[state, address]
        if address.endswith(BY_SORT):
            continue
        if (spent is None) != (later is None):
            yield f"{state} {address}: is a page for few rows or for many alone"
        elif spent is not None and len(spent[0]) < len(later[0]):
            more = Counter(sql[:120] for sql in later[0]) - Counter(sql[:120] for sql in spent[0])
            said = [f"{count} more: {sql}" for sql, count in more.most_common(3)]
            yield "\n  ".join([f"{state} {address}: {len(spent[0])}, then {len(later[0])}", *said])


def grown(few: dict[Any, Any], many: dict[Any, Any]) -> set[str]:
    """The places of the code that were seen with a few rows and with many."""
    return {
        place
        for key, (_, counts) in many.items()
        for place, count in counts.items()
        if count - few[key][1].get(place, 0) >= GROWN
    }


def test_a_list_costs_as_many_questions_for_many_rows_as_for_few(world, lists):
    rows = ManyRows(world, STATES)
    rows.add(FEW)
    opened = [*listing_pages(world, lists)]
    few = measured(world, opened, lists)
    rows.add(MANY)
    many = measured(world, opened, lists)
    assert [*wrong_costs(few, many)] == []
    unseen = {*places()} - grown(few, many)
    assert unseen - {*NOT_GROWN} == set(), "lists that no copy of the world's rows makes longer"
    assert {*NOT_GROWN} - unseen == set(), "these are seen now"


def test_a_list_that_asks_for_each_row_is_seen():
    few = {("head", "/a/"): ((["SELECT 1"], 0), {"a.py list": 2})}
    many = {("head", "/a/"): ((["SELECT 1", "SELECT 2", "SELECT 2"], 0), {"a.py list": 40})}
    assert [*wrong_costs(few, many)] == ["head /a/: 1, then 3\n  2 more: SELECT 2"]
    assert [*wrong_costs(few, few)] == []
    assert grown(few, many) == {"a.py list"}
    assert grown(few, few) == set()


def test_every_list_of_the_code_is_known(at_least):
    at_least("places that cut a list in pages", len({*places()}), 78)
    assert {"loans:loan_list", "reports/views/report.py report_list"} <= {*places()}
