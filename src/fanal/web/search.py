"""The one search box of the school: only what the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanal.core.http import render_page
from fanal.core.registry import SEARCH, registered

FOUND, BRIEF = "div#found", ":4"  # where results are said while one types, and how many of each sort


@require_safe
def search(request: HttpRequest, uai: str) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:100]
    results = []
    if typed:
        results = [(source, source.find(request.member, typed)) for source in registered(SEARCH)]
        results = [(source, hits) for source, hits in results if hits]
    is_typing = request.htmx.target == FOUND
    context = {"typed": typed, "results": results, "brief": BRIEF}
    fragment = "found" if is_typing else "results"
    return render_page(request, "web/search.html", context, fragment=fragment)
