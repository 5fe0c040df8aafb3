"""Signing out, which leaves nothing of whoever worked there in the browser."""

from allauth.account.views import logout
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.access import open_to
from fanal.core.http.answers import FORM


@open_to("anyone", because="se déconnecter, connecté ou non")
@require_http_methods(FORM)
def sign_out(request: SchoolRequest) -> HttpResponse:
    """The queue, the rooms that were carried along, the drafts and the worker itself go (ADR 0063)."""
    answer: HttpResponse = logout(request)
    if request.method == "POST":
        answer.headers["Clear-Site-Data"] = '"storage"'
    return answer
