"""A list of things of a school in tabs, declared once: which stand where, and what an empty tab says.

    CONSUMABLES = ThingList(
        "supplies:consumable_list",
        all_words="Tout voir",
        no_match="Aucun consommable ne correspond. Retirez un mot.",
        no_match_here="Aucun consommable de cette liste ne correspond.",
        tabs=(
            ListTab("", "Tous", lambda today: FOLLOWED, ["name"], "Aucun consommable.", icon="box"),
            ListTab("commander", "À commander", lambda today: TO_ORDER, ["name"], "Rien n’est à commander."),
        ),
    )

    shown = CONSUMABLES.read(request, rows)

The page keeps what is shown in one field, and `<c-things :shown="shown">` draws it: the tabs with their
counts, the table or why it is empty, the pages (ADR 0078).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.expressions import Combinable

from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.addresses import address
from fanal.core.http.answers import paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.page import Paged
from fanal.core.tenancy import SchoolOwnedQuerySet

TAB = "vue"
WORDS = "q"


@dataclass(frozen=True)
class ListTab:
    """One tab.

    `code`: its name in the address, empty for the first; `where`: the condition of its rows on a day;
    `order`: theirs; `empty`: the sentence when none stands there, under the sign `icon`.
    """

    code: str
    label: str
    where: Callable[[date], Q]
    order: Sequence[str | Combinable]
    empty: str
    icon: str = "circle-check"


@dataclass(frozen=True)
class ShownList:
    """What a page shows of a list.

    `page`: the rows asked for; `elsewhere`: a tab where the words that were typed are found when they are not
    here; `address`: the list without any filter, called `all_words`; `no_match`: the sentence of a search
    that finds nothing, `no_match_here`: of one that finds something elsewhere.
    """

    page: Paged
    chips: list[FilterChip]
    tab: ListTab
    is_searched: bool
    elsewhere: FilterChip | None
    address: str
    all_words: str
    no_match: str
    no_match_here: str


@dataclass(frozen=True)
class ThingList:
    """A list of a school. The rows that `read` is given are those that whoever asks may see."""

    address: str
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
        code = request.GET.get(TAB, "")
        by_code = {tab.code: tab for tab in self.tabs}
        return by_code.get(code, by_code[""])

    def rows_of_tab[Rows: SchoolOwnedQuerySet](self, request: SchoolRequest, rows: Rows) -> Rows:
        """Those of the tab that is asked for, in its order: what an export takes."""
        tab = self.tab_of(request)
        return rows.filter(tab.where(request.today)).order_by(*tab.order)

    def read(
        self, request: SchoolRequest, rows: SchoolOwnedQuerySet, kept: Mapping[str, str] | None = None
    ) -> ShownList:
        """The page of the tab that is asked for. `kept`: what else the address says. Two questions."""
        tab = self.tab_of(request)
        words = request.GET.get(WORDS, "")
        query = ({WORDS: words} if words else {}) | dict(kept or {})
        chips = self._chips(rows, tab, query, request.today)
        count = next(chip.count for chip in chips if chip.current)
        return ShownList(
            page=paginate(request, self.rows_of_tab(request, rows), count=count),
            chips=chips,
            tab=tab,
            is_searched=bool(words),
            elsewhere=next((chip for chip in chips if words and chip.count), None),
            address=address(self.address, request.member.school.uai),
            all_words=self.all_words,
            no_match=self.no_match,
            no_match_here=self.no_match_here,
        )

    def _chips(
        self, rows: SchoolOwnedQuerySet, current: ListTab, query: dict[str, str], today: date
    ) -> list[FilterChip]:
        """Each tab with how many it holds, in one question."""
        conditions = {f"tab_{rank}": Count("pk", tab.where(today)) for rank, tab in enumerate(self.tabs)}
        counts = rows.order_by().aggregate(**conditions)
        return [
            FilterChip(tab.label, _link_to(tab, query), counts[f"tab_{rank}"], tab == current)
            for rank, tab in enumerate(self.tabs)
        ]


def _link_to(tab: ListTab, query: dict[str, str]) -> str:
    named = {TAB: tab.code} if tab.code else {}
    return f"?{urlencode(named | query)}"
