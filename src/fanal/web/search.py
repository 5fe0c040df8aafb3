"""The one search box of the school: only what the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fanal.core.http import render_page
from fanal.core.registry import SEARCH, registered


@require_safe
def search(request: HttpRequest, uai: str) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:100]
    results = []
    if typed:
        results = [(source, source.find(request.member, typed)) for source in registered(SEARCH)]
        results = [(source, hits) for source, hits in results if hits]
    return render_page(request, "web/search.html", {"typed": typed, "results": results}, fragment="results")
