"""Between the browser and the domain: pages and fragments, refusals, lists in pages, forms sent twice."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import TooManyFieldsSent
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac

from fanal.core.errors import NoLonger, NotAllowed, Refused
from fanal.core.forms.typed_words import words_of_sending
from fanal.core.http.problems import is_for_programs, problem
from fanal.core.pages.page_behind import nearest_page
from fanal.core.stores.unavailable import StoreUnavailable
from fanal.core.templatetags.fanal import clock

PER_PAGE = 25
WHOLE, MOST_AT_ONCE = "tout", 500  # « ?page=tout » shows a list whole, to print it
REFUSED, UNPROCESSABLE = 400, 422  # from the first of them on, nothing was done
SAME_WORDS = timedelta(minutes=10)  # within which the same words are the same sending
KEY_FORM = re.compile(r"[0-9a-zA-Z_-]{16,64}")


SERVICE_UNAVAILABLE = 503
FORM = ["GET", "HEAD", "POST"]  # a page with a form: shown, then sent


def get_or_404(queryset: models.QuerySet, **where: Any) -> Any:
    """The one row that matches, or Http404; never says whether it exists elsewhere."""
    try:
        return queryset.get(**where)
    except queryset.model.DoesNotExist:
        raise Http404 from None


def found_or_404(thing: Any) -> Any:
    """What a prepared question found, or Http404."""
    if thing is None:
        raise Http404
    return thing


class InPages:
    """What a paginator cuts: `rows(start, stop)` are asked for only when their page is."""

    def __init__(self, rows: Callable[[int, int], list[Any]], count: Callable[[], int]) -> None:
        self.rows, self._count = rows, count

    def __len__(self) -> int:
        return self._count()

    def __getitem__(self, part: Any) -> Any:
        return self.rows(part.start, part.stop)


def in_one_order(rows: Any) -> Any:
    """The same list, its key last: equal rows would stand on both of two pages, or on none."""
    if not isinstance(rows, models.QuerySet) or rows.query.combinator:
        return rows
    order = [*rows.query.order_by] or [*rows.model._meta.ordering]
    is_one = order and isinstance(order[-1], str) and order[-1].lstrip("-") in {"pk", "id", "number"}
    return rows if is_one else rows.order_by(*order, "pk")


class ListPaginator(Paginator):
    """A list in pages, or whole when that is asked and it is short enough: nothing is lost on paper."""

    @property
    def may_be_whole(self) -> bool:
        return self.count <= MOST_AT_ONCE

    def get_page(self, number: Any) -> Page:
        if number == WHOLE and self.may_be_whole:
            self.per_page = MOST_AT_ONCE
        return super().get_page(number)


def paginate(
    request: HttpRequest,
    rows: models.QuerySet | InPages | Sequence[Any],
    per_page: int = PER_PAGE,
    *,
    count: int | None = None,
) -> Page:
    """The page asked for by `?page=`, or the whole list; a number too large or no number, the nearest page.

    `count` is how many rows there are, when the caller has counted them already.
    """
    paginator = ListPaginator(in_one_order(rows), per_page)  # it cuts and counts
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def attached_pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be kept under this name, which takes its « .pdf »."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def refusal(
    request: HttpRequest,
    reasons: list[str],
    *,
    status: int,
    words: Sequence[tuple[str, str]] = (),
    back: str = "",
) -> HttpResponse:
    """A page (or fragment) that says why not, in the domain's own sentences; JSON for a program.

    `words`: what was typed, to be copied from there; `back`: where to look at the thing as it is now.
    """
    if is_for_programs(request):
        return problem(status, *reasons)
    template = "refusal.html#reasons" if getattr(request, "htmx", False) else "refusal.html"
    context = {"reasons": reasons, "words": words, "back": back}
    return render(request, template, context, status=status)


def refused(request: HttpRequest, raised: Refused) -> HttpResponse:
    """What is said of a refusal that no page caught; with what was typed, when somebody closed the thing."""
    page = nearest_page(request.path) if request.method == "POST" else ""
    if isinstance(raised, NoLonger):
        back = raised.back or page
        return refusal(request, raised.reasons, status=403, words=raised.words, back=back)
    if isinstance(raised, NotAllowed):
        return refusal(request, raised.reasons, status=403)
    status = SERVICE_UNAVAILABLE if isinstance(raised, StoreUnavailable) else UNPROCESSABLE
    return refusal(request, raised.reasons, status=status, back=page)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page, or the JSON, that says that nothing of the reader's stands at this address.

    Whoever wrote about a thing that somebody deleted meanwhile finds their words there.
    """
    if is_for_programs(request):
        return problem(404)
    return render(request, "404.html", {"words": words_of_sending(request)}, status=404)


def already_submitted(request: HttpRequest) -> str | None:
    """None the first time this form is sent; afterwards the address its first sending led to.

    The key travels in the form (`key`). Must be called inside the action's transaction: a form that failed
    has not been sent. A form without a key always counts as new.
    """
    from fanal.core.models import IdempotencyKey

    key = request.POST.get("key", "")
    if not KEY_FORM.fullmatch(key):
        return None
    # Bound to the address: a key of one form must not answer for another.
    bound = salted_hmac("form", f"{request.path} {key}", algorithm="sha256").hexdigest()
    key = f"{request.user.pk}:{bound}"[:64]
    if not IdempotencyKey.is_first(key):
        return IdempotencyKey.objects.get(pk=key).answer or request.path
    request.sent_key = key
    return None


def said_before(request: HttpRequest, what: str, *parts: object) -> HttpResponse | None:
    """Where the same person sent the same words minutes ago, if they did; None the first time.

    Back in a browser gives the text again, with a new key: `parts` are all that makes it another sending. To
    be asked after `already_submitted`, in the same transaction. `what`: « cette demande ».
    """
    from fanal.core.models import IdempotencyKey

    words = repr([request.path, *(" ".join(str(value or "").split()) for value in parts)])
    key = f"{request.user.pk}:{salted_hmac('said', words, algorithm='sha256').hexdigest()}"[:64]
    if IdempotencyKey.is_first(key, again_after=SAME_WORDS):
        request.said_key = key
        return None
    first = IdempotencyKey.objects.get(pk=key)
    sentence = f"Vous avez déjà envoyé {what} à {clock(first.at)} : rien n’est parti une seconde fois."
    messages.info(request, sentence)
    return remember_answer(request, first.answer or request.path)


def _keys_of(request: HttpRequest) -> list[str]:
    """What this sending is known by."""
    return [key for name in ("sent_key", "said_key") if (key := getattr(request, name, ""))]


def forget_sending(request: HttpRequest) -> None:
    """A form that was refused has not been sent: whoever goes back to it in the browser sends it again."""
    from fanal.core.models import IdempotencyKey

    if keys := _keys_of(request):
        IdempotencyKey.objects.filter(pk__in=keys).delete()


def query_of(text: str) -> QueryDict:
    """What a page sends back of its own address; nothing when it is too long or holds too much to be one."""
    try:
        return QueryDict(text[:2000])
    except TooManyFieldsSent:
        return QueryDict()


def remember_answer(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect to `address`, and lead there again whoever sends the same form twice."""
    from fanal.core.models import IdempotencyKey

    if keys := _keys_of(request):
        IdempotencyKey.objects.filter(pk__in=keys).update(answer=address)
    return redirect(address)


def holder_shown(request: HttpRequest) -> int | None:
    """With whom the page showed it, as its button sends it; None for nobody, or for a strange word."""
    text = request.POST.get("a_la_place_de", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
