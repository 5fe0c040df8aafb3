"""What a page says less of when a browser keeps it for where there is no network (ADR 0063)."""

from typing import Any

from django.http import HttpRequest


def carried(request: HttpRequest) -> dict[str, Any]:
    """To be added to the context: no word of a reader stands in the page that is kept.

    Their messages are shown on the page that they open next.
    """
    return {"is_carried": True, "messages": []} if "X-Fanal-Carry" in request.headers else {}
