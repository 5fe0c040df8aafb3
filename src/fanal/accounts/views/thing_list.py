"""A list of things of a school in tabs, declared once: which stand where, and what an empty tab says.

    CONSUMABLE_LIST = ThingList(
        "supplies:consumable_list",
        lambda member, today: Consumable.objects.visible_to(member),
        all_words="Tout voir",
        no_match="Aucun consommable ne correspond. Retirez un mot.",
        no_match_here="Aucun consommable de cette liste ne correspond.",
        tabs=(
            ListTab("", "Tous", lambda today: FOLLOWED, ["name"], "Aucun consommable.", icon="box"),
            ListTab("commander", "À commander", lambda today: AT_THRESHOLD, ["name"], "Rien à commander."),
        ),
    )

    things = CONSUMABLE_LIST.read(request)

The page keeps them in one field, and `<c-things :things="things">` draws it: the tabs with their counts,
the table or why it is empty, the pages (ADR 0078).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable

from fanal.accounts.models.member import Member
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.database.prepared import prepared
from fanal.core.http.addresses import address
from fanal.core.http.answers import PER_PAGE, in_one_order, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.page import Paged
from fanal.core.pages.search import words_of

TAB = "vue"
WORDS = "q"


type SearchedRows = Any  # a queryset with `matching`: the rows in which typed words stand, all for none


# A tab, like a list, is the same only when it is one: both are keys of prepared questions.
@dataclass(frozen=True, eq=False)
class ListTab:
    """One tab.

    `code`: its name in the address, empty for the first; `where`: the condition of its rows on a day, which
    the day enters as a value and never chooses (its SQL is built once); `order`: theirs; `empty`: the
    sentence when none stands there, under the sign `icon`.
    """

    code: str
    label: str
    where: Callable[[date], Q]
    order: Sequence[str | Combinable]
    empty: str
    icon: str = "circle-check"


@dataclass(frozen=True)
class ThingsOfTab:
    """The things of the tab that a page opens, and the other tabs.

    `page`: the rows asked for; `is_too_short`: words were typed, none long enough to be looked for;
    `elsewhere`: a tab where the words are found when they are not here; `address`: the list without any
    filter, called `all_words`; `no_match`: the sentence of a search that finds nothing, `no_match_here`: of
    one that finds something elsewhere.
    """

    page: Paged
    chips: list[FilterChip]
    tab: ListTab
    is_searched: bool
    is_too_short: bool
    elsewhere: FilterChip | None
    address: str
    all_words: str
    no_match: str
    no_match_here: str


@dataclass(frozen=True, eq=False)
class ThingList:
    """A list of a school; `rows`: those that a member may see on a day, in any order.

    Neither `rows` nor a condition asks a question of its own or branches on the day: their SQL is built once,
    for invented values.
    """

    address: str
    rows: Callable[[Member, date], SearchedRows]
    all_words: str
    no_match: str
    no_match_here: str
    tabs: tuple[ListTab, ...]

    def __post_init__(self) -> None:
        codes = [tab.code for tab in self.tabs]
        if len({*codes}) != len(codes) or "" not in codes or not all(tab.empty for tab in self.tabs):
            raise ValueError(f"{self.address}: each tab has a code and an empty sentence, one has no code")

    def tab_of(self, request: SchoolRequest) -> ListTab:
        """The tab that the address names; the one without a code for a name that is none."""
        by_code = {tab.code: tab for tab in self.tabs}
        return by_code.get(request.GET.get(TAB, ""), by_code[""])

    def in_tab(self, rows: QuerySet, tab: ListTab, today: date) -> QuerySet:
        """Those of a tab, in its order, the key last: equal rows stand on one page, the same each time."""
        return in_one_order(rows.filter(tab.where(today)).order_by(*tab.order))

    def counts_in(self, rows: QuerySet, today: date) -> QuerySet:
        """How many rows each tab holds: one row, or none where there is no row at all."""
        counts = {_column(rank): Count("pk", tab.where(today)) for rank, tab in enumerate(self.tabs)}
        return rows.order_by("school_id").values("school_id").annotate(**counts)

    def matching(self, request: SchoolRequest, rows: SearchedRows | None = None) -> SearchedRows:
        """The rows, all of them or those that the address leaves, in which the typed words stand."""
        every = self.rows(request.member, request.today) if rows is None else rows
        return every.matching(request.GET.get(WORDS, ""))

    def rows_of_tab(self, request: SchoolRequest, rows: SearchedRows | None = None) -> QuerySet:
        """What the tab that is asked for shows, all pages of it: what an export takes."""
        return self.in_tab(self.matching(request, rows), self.tab_of(request), request.today)

    def read(
        self,
        request: SchoolRequest,
        rows: SearchedRows | None = None,
        filters: Mapping[str, str] = MappingProxyType({}),
    ) -> ThingsOfTab:
        """The page of the tab that is asked for. Two questions.

        `rows`: those that the address leaves, when it names more than a tab and words; `filters`: that more.
        """
        words, tab = request.GET.get(WORDS, ""), self.tab_of(request)
        is_searched = bool(words_of(words))
        selection = self.matching(request, rows) if is_searched or rows is not None else None
        query = ({WORDS: words} if words else {}) | dict(filters)
        chips = self._chips(tab, self._counts(request, selection), query)
        count = next(chip.count or 0 for chip in chips if chip.current)
        return ThingsOfTab(
            page=self._page(request, selection, count),
            chips=chips,
            tab=tab,
            is_searched=is_searched,
            is_too_short=bool(words.strip()) and not is_searched,
            elsewhere=next((chip for chip in chips if is_searched and chip.count), None),
            address=address(self.address, request.member.school.uai),
            all_words=self.all_words,
            no_match=self.no_match,
            no_match_here=self.no_match_here,
        )

    # Most readers ask for all rows (no selection), and for their first page: these questions are prepared.
    def _counts(self, request: SchoolRequest, selection: SearchedRows | None) -> dict[str, int]:
        if selection is None:
            return _counts_of_all.first(request.member, request.today, listing=self) or {}
        return self.counts_in(selection, request.today).first() or {}

    def _page(self, request: SchoolRequest, selection: SearchedRows | None, count: int) -> Paged:
        member, today, tab = request.member, request.today, self.tab_of(request)
        if selection is None and "page" not in request.GET:
            return paginate(request, _first_page(member, today, listing=self, tab=tab), count=count)
        rows = self.rows(member, today) if selection is None else selection
        return paginate(request, self.in_tab(rows, tab, today), count=count)

    def _chips(self, current: ListTab, counts: dict[str, int], query: dict[str, str]) -> list[FilterChip]:
        """Each tab with how many it holds."""
        labels = {tab.code: tab.label for tab in self.tabs}
        numbers = [counts.get(_column(rank), 0) for rank in range(len(self.tabs))]
        return tab_chips(labels, numbers, current.code, name=TAB, kept=query)


@prepared
def _counts_of_all(member: Member, today: date, *, listing: ThingList) -> QuerySet:
    return listing.counts_in(listing.rows(member, today), today)


@prepared
def _first_page(member: Member, today: date, *, listing: ThingList, tab: ListTab) -> QuerySet:
    return listing.in_tab(listing.rows(member, today), tab, today)[:PER_PAGE]


def _column(rank: int) -> str:
    return f"tab_{rank}"
