"""On which page stands the form that was sent: at its own address, or at one above?"""

from inspect import getclosurevars
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve


def page_behind(request: HttpRequest) -> str:
    """Its path: the nearest, from that of the request up, which may be read. A refusal is shown there."""
    return request.path if request.method != "POST" else nearest_page(request.path) or request.path


def nearest_page(path: str) -> str:
    """The nearest address, from this one up, which may be read; empty when there is none."""
    while path.count("/") > 1:
        if _is_read(path):
            return path
        path = f"{path.rstrip('/').rpartition('/')[0]}/"
    return ""


def _is_read(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    methods = _methods(view)
    return not methods or "GET" in methods


def _methods(view: Any) -> list[str]:
    """Those that `require_http_methods` and its kin let in; none when nothing says."""
    while view is not None:
        found: list[str] = getclosurevars(view).nonlocals.get("request_method_list", [])
        if found:
            return found
        view = getattr(view, "__wrapped__", None)
    return []
