"""The one search box of the school: only what the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models.member import Member
from fanal.core.http import render_page
from fanal.core.registry import SEARCH, registered
from fanal.core.words import fold

FOUND, BRIEF = "div#found", ":4"  # where results are said while one types, and how many of each sort


MOST_HINTS = 4


def search_hint(member: Member) -> str:
    """« Salle, matériel à réserver, demande, fiche… »: what this reader can find."""
    hints = [hint for source in registered(SEARCH) if (hint := source.hint(member))]
    return f"{', '.join(hints[:MOST_HINTS]).capitalize()}…"


@require_safe
def search(request: HttpRequest, uai: str) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:100]
    results = []
    if typed:
        results = [(source, source.find(request.member, typed)) for source in registered(SEARCH)]
        results = [(source, hits) for source, hits in results if hits]
        wanted = fold(typed)
        results.sort(key=lambda pair: all(fold(hit.title) != wanted for hit in pair[1]))
    is_typing = request.htmx.target == FOUND
    context = {"typed": typed, "results": results, "brief": BRIEF}
    fragment = "found" if is_typing else "results"
    return render_page(request, "web/search.html", context, fragment=fragment)
