"""The first two walls at the door of each request: the school in the address, and the second factor."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import IntegrityError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from fanal.accounts.models.member import find_member
from fanal.accounts.models.partner import find_partner
from fanal.accounts.reading.requests import FileRequest
from fanal.accounts.reading.school_years import shown_year
from fanal.accounts.sign_in import session_assurance
from fanal.accounts.sign_in.deadlock_retry import may_be_asked_again, prepare
from fanal.accounts.sign_in.fair_use import too_many
from fanal.accounts.sign_in.token_auth import READING, member_behind, read_token, refusal_at_the_door
from fanal.accounts.views.access import MEMBER, PARTNER, TOKEN, Read, access_of, reading_of
from fanal.core.errors import NotAllowed, Refused
from fanal.core.http.answers import not_found, refused
from fanal.core.http.limits import one_at_a_time
from fanal.core.http.problems import problem
from fanal.core.tenancy import is_hidden, read_only

# The page of a school (`api`: for a program with a token), of an authority (« collectivité ») or an académie.
SCOPED_PATH = re.compile(
    r"^/(?:e/(?P<uai>[0-9]{7}[A-Z])(?P<api>/api)?|(?P<kind>[ca])/(?P<code>[-a-zA-Z0-9_]{1,40}))/"
)
Answer = Callable[[HttpRequest], HttpResponse]
OF_FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
SECONDS_TO_READ, LONGEST_READING = 5, 60  # of one file, at most: after the second its reader is dead
STILL_READING = "Fanal lit encore le fichier que vous venez de déposer."
NUL = "Le caractère nul n’est pas autorisé."


def _holds_nul(*given: QueryDict) -> bool:
    """PostgreSQL keeps no NUL in a text, and no keyboard types one: refused once, before any view."""
    return any("\0" in value for parameters in given for _, values in parameters.lists() for value in values)


def _tells_of_a_hidden_thing(request: HttpRequest, raised: Exception) -> bool:
    """Whether a refusal would say of a thing that it exists to a member who may not see it."""
    if not isinstance(raised, NotAllowed) or request.member is None or connection.needs_rollback:
        return False
    return is_hidden(raised.thing, request.member)


def _reading_before(request: HttpRequest) -> Read | None:
    """What the view of a form that is sent reads before it, in its own time."""
    if request.method != "POST" or request.content_type not in OF_FORMS:
        return None
    try:
        return reading_of(resolve(request.path_info).func)
    except Resolver404:
        return None


class SchoolScope:
    """Open one transaction around the page of a school, with that school's rows and no other.

    The pages of an authority or an académie open those of its schools that may be read from above. A request
    for another school or body, or for none that exists, is answered 404 alike.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = request.partner = request.actor = request.instead = request.bearer = None
        self._set_date(request)
        match = SCOPED_PATH.match(request.path_info)
        if match is None:
            return self.get_response(request)
        try:
            return self._read_first(request, match) or self._answer(request, match)
        finally:
            timezone.deactivate()

    def _read_first(self, request: HttpRequest, match: re.Match[str]) -> HttpResponse | None:
        """A file is read while no transaction is open: it may take as long as it is allowed to.

        Nobody has two files read at once: whoever sends many waits behind their own, and nobody else does. A
        token is counted in its own transaction, which no refusal undoes.
        """
        if match["api"]:
            request.user = AnonymousUser()  # no session opens anything here
            with transaction.atomic():
                request.bearer = read_token(request, timezone.now())
            return None
        read = _reading_before(request)
        if read is None:
            return None
        with transaction.atomic():
            self._enter(request, match)
        if request.member is None:
            return None
        with one_at_a_time(f"reading:{request.user.pk}", seconds=LONGEST_READING) as is_alone:
            if not is_alone:
                return too_many(request, STILL_READING, SECONDS_TO_READ)
            read(cast(FileRequest, request))
        return None

    def _answer(self, request: HttpRequest, match: re.Match[str]) -> HttpResponse:
        """The page; or, once what the view wrote is undone, what is said instead, in its own transaction."""
        response, page = HttpResponse(), partial(self.get_response, request)
        request.instead = page
        while request.instead is not None:
            say, request.instead = request.instead, None
            try:
                response = self._in_scope(request, match, say)
            except IntegrityError as raised:  # when it is committed: no view sees it
                if not may_be_asked_again(request, raised):
                    raise
                prepare(request)
                request.instead = page
        return response

    def _in_scope(
        self, request: HttpRequest, match: re.Match[str], say: Callable[[], HttpResponse]
    ) -> HttpResponse:
        with transaction.atomic():
            self._enter(request, match)
            return say()

    def _enter(self, request: HttpRequest, match: re.Match[str]) -> None:
        if match["api"]:
            request.member = member_behind(request.bearer, match["uai"], timezone.now())
            if request.member is not None and request.method in READING:
                read_only()
        elif not request.user.is_authenticated:
            return
        elif match["code"]:
            request.partner = find_partner(request.user, match["kind"], match["code"], request.today)
            return
        else:
            request.member = find_member(request.user, match["uai"], timezone.now())
        if request.member is not None:
            request.actor = request.member.actor
            timezone.activate(request.member.school.zone_info)
            self._set_date(request)

    @staticmethod
    def _set_date(request: HttpRequest) -> None:
        request.today = timezone.localdate()
        request.school_year = shown_year(request, request.today)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, kwargs: dict[str, Any]) -> Any:
        who, _ = access_of(view)
        if who == TOKEN:
            return self._for_programs(request, kwargs["uai"])
        if who != "anyone" and _holds_nul(request.GET, request.POST):
            raise BadRequest("NUL is not a character of any text kept here")
        if who == PARTNER:
            return self._for_partners(request)
        if "uai" not in kwargs or who == "anyone" or request.member is not None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if who == MEMBER:
            raise Http404
        return None

    def _for_programs(self, request: HttpRequest, uai: str) -> HttpResponse | None:
        """The body is JSON, whatever its type says: the API reads it, and nothing does before."""
        refused = refusal_at_the_door(request, uai, timezone.now())
        return problem(400, NUL) if refused is None and _holds_nul(request.GET) else refused

    def _for_partners(self, request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.partner is None:
            raise Http404
        return None

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        # Django turns an exception into an answer inside our block: without this the block would commit.
        in_our_block = SCOPED_PATH.match(request.path_info) is not None and connection.in_atomic_block
        if in_our_block and _tells_of_a_hidden_thing(request, raised):
            raised = Http404()
        if in_our_block:
            transaction.set_rollback(True)
        if in_our_block and may_be_asked_again(request, raised):
            prepare(request)
            request.instead = partial(self.get_response, request)
        elif isinstance(raised, Refused):
            request.instead = partial(refused, request, raised)
        elif isinstance(raised, Http404):
            request.instead = partial(not_found, request, raised)
        else:
            return None
        return HttpResponse() if in_our_block else request.instead()


class SecondFactor:
    """Whoever sees other people's data proves it twice: « has MFA » is no promise, « no path without » is."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        who = request.member or request.partner
        if who is None or access_of(view)[0] in {"anyone", TOKEN} or not who.needs_second_factor:
            return None
        if session_assurance.is_too_old(request):
            logout(request)  # the page of sign-in sends whoever is signed in straight back here
            return redirect_to_login(request.get_full_path())
        if not session_assurance.is_strong(request):
            session_assurance.come_back_here(request)
            return redirect(f"{reverse('mfa_index')}?next={request.path}")
        return None
