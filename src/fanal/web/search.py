"""The one search box of the school: only what the reader may see."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models.member import Member
from fanal.core.pages.page import Page, render
from fanal.core.pages.search import SEARCH, Hit, SearchSource
from fanal.core.registry import registered
from fanal.core.text.words import fold

UNDER_THE_BAR = "div#found"  # where results are said while one types
MOST_WHILE_TYPING = 4  # of each sort, there
MOST_HINTS = 4


def search_hint(member: Member) -> str:
    """« Salle, matériel à réserver, demande, fiche… »: what this reader can find."""
    hints = [hint for source in registered(SEARCH) if (hint := source.hint(member))]
    return f"{', '.join(hints[:MOST_HINTS]).capitalize()}…"


@dataclass(frozen=True)
class SortOfHits:
    """What one source answered."""

    source: SearchSource
    hits: list[Hit]

    @property
    def first_hits(self) -> list[Hit]:
        return self.hits[:MOST_WHILE_TYPING]

    def names(self, words: str) -> bool:
        """Whether one of them is called exactly so."""
        return any(fold(hit.title) == words for hit in self.hits)


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    template = "web/search.html"
    fragment = "results"

    typed: str
    results: list[SortOfHits]


@dataclass(frozen=True, kw_only=True)
class SearchWhileTyping(SearchPage):
    """The same, under the bar: the first of each sort."""

    fragment = "found"


@require_safe
def search(request: HttpRequest, uai: str) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:100]
    is_typing = request.htmx.target == UNDER_THE_BAR
    page = SearchWhileTyping if is_typing else SearchPage
    return render(request, page(typed=typed, results=_results(request.member, typed)))


def _results(member: Member, typed: str) -> list[SortOfHits]:
    """What each source finds; first those where something is called exactly so."""
    if not typed:
        return []
    answers = [SortOfHits(source, source.find(member, typed)) for source in registered(SEARCH)]
    wanted = fold(typed)
    return sorted((sort for sort in answers if sort.hits), key=lambda sort: not sort.names(wanted))
