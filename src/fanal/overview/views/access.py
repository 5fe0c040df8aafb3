"""The door of the pages above several schools: the right role of a partner, and reading alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from fanal.accounts.models.roles import Role
from fanal.accounts.reading.requests import PartnerRequest
from fanal.accounts.views.access import PARTNER, View, open_to
from fanal.core.tenancy import read_only

TECHNICIANS = "la collectivité : ses techniciens seulement, pour lire, dans ses seuls établissements"
ACADEMY = "l’académie : son conseiller ou son DPD, pour lire ce que chaque établissement accepte"


def partner_page(*roles: Role, because: str) -> Callable[[View], View]:
    """A page for these partners of the body in the address; 404 for anyone else. It cannot write."""

    def make(view: View) -> View:
        @open_to(PARTNER, because=because)
        @require_safe
        @wraps(view)
        def page(request: PartnerRequest, code: str, **rest: Any) -> HttpResponseBase:
            if not request.partner.has(*roles):
                raise Http404
            read_only()
            return view(request, **rest)

        return page

    return make
