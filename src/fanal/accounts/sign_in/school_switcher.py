"""To which schools may this browser go, and in whose name? Kept with the session: no page asks again."""

from typing import Any

from django.contrib.auth import signals as auth
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from fanal.accounts.models import School, User
from fanal.accounts.models.member import schools_of
from fanal.accounts.reading.own_places import name_of

SCHOOLS, NAME = "fanal_schools", "fanal_name"
MOST = 12  # beyond, the page of one's schools lists them all


def listen() -> None:
    """Each sign-in notes where it leads."""
    auth.user_logged_in.connect(_signed_in, weak=False)


def _signed_in(sender: Any, request: HttpRequest | None, user: User, **_: Any) -> None:
    if request is not None and hasattr(request, "session"):
        with transaction.atomic():
            today = timezone.localdate()
            remember_schools(request, schools_of(user, today))
            remember_name(request, name_of(user, today))


def remember_schools(request: HttpRequest, schools: list[School]) -> None:
    """A list of addresses, not of rights: each page asks again whether one is a member."""
    request.session[SCHOOLS] = [[school.uai, school.name] for school in schools[: MOST + 1]]


def remember_name(request: HttpRequest, name: str) -> None:
    """How the pages of one's own account, which stand in no school, call whoever is signed in."""
    request.session[NAME] = name


def other_schools(request: HttpRequest, here: str) -> list[dict[str, str]]:
    """The schools of the menu beside this one; empty for whoever has a single school."""
    schools = request.session.get(SCHOOLS, []) if hasattr(request, "session") else []
    return [{"uai": uai, "name": name} for uai, name in schools[:MOST] if uai != here]
