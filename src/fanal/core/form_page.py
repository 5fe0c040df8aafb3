"""One way for every page that changes something: the form, who may, the rules, what is said, where to go.

`save` takes the cleaned values and returns what `success` (a sentence, none when empty) and `next_page` (an
address) may name. `context`: what the template wants beside `form` and `reasons`; as a function it is asked
only when the page is shown. `require` raises NotAllowed. It is asked after the key of the form: what a first
press has done may not be allowed again, and the second press leads where the first one led. A form that
brings files is read last of all: reading keeps them, which is for those who may. `show`, in place of a
template: the page that the form is a part of, with the reasons and its own status.

Whoever writes while somebody else closes the thing loses no word: the refusal shows what they typed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.core.errors import NoLonger, RuleBroken, reasons_of_refusal
from fanal.core.http import UNPROCESSABLE, already_submitted, remember_answer, render_page
from fanal.core.stale import GO_ON, Overtaken
from fanal.core.typed_words import words_of_form

SAVED = "C’est enregistré."
Context = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], Any],
    *,
    template: str = "",
    success: str | Callable[[Any], str],
    next_page: str | Callable[[Any], str],
    context: Context | None = None,
    require: Callable[[], object] | None = None,
    show: Callable[[list[str]], HttpResponse] | None = None,
) -> HttpResponse:
    """Show the form, refuse it with its reasons (422), or save it once and lead to the next page."""
    refusal = RuleBroken([])
    if (is_sent := _is_sent(request, form)) and (before := already_submitted(request)):
        return redirect(before)
    with keeping_words(form, next_page):
        if require is not None:
            require()
        if is_sent and form.is_valid():
            try:
                return _saved(request, save(form.cleaned_data), success, next_page)
            except RuleBroken as raised:
                refusal = raised
    return show(refusal.reasons) if show else _show_page(request, template, form, refusal, context)


def _show_page(
    request: HttpRequest, template: str, form: forms.BaseForm, refusal: RuleBroken, context: Context | None
) -> HttpResponse:
    """The form again; where somebody wrote meanwhile, with their words, and it goes on from there."""
    more, reasons = context() if callable(context) else context or {}, refusal.reasons
    if isinstance(refusal, Overtaken) and refusal.theirs and "seen" in more:
        more, reasons = {**more, "seen": refusal.seen}, [GO_ON, *refusal.theirs]
    return show_form(request, template, form, reasons, more)


def _is_sent(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Something complete came; one that brings files is read once it is known who sends it."""
    return form.is_bound and (bool(request.FILES) or form.is_valid())


@contextmanager
def keeping_words(form: forms.BaseForm | None, back: str | Callable[[Any], str]) -> Iterator[None]:
    """Let a refusal that no form can mend take along what was typed, and the page of the thing."""
    try:
        yield
    except NoLonger as refusal:
        refusal.words = words_of_form(form) if form is not None else []
        refusal.back = back if isinstance(back, str) else ""
        raise


def show_form(
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    reasons: list[str],
    context: Context | None = None,
) -> HttpResponse:
    """The page with its form and what was refused: 422 once something was sent."""
    more = context() if callable(context) else context or {}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, template, {"form": form, "reasons": reasons, **more}, status=status)


def button_page(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    success: str | Callable[[Any], str],
    next_page: str | Callable[[Any], str],
    show: Callable[[list[str]], HttpResponse] | None = None,
) -> HttpResponse:
    """Do what a button without fields asks, once, and lead on; or `show` the page again with the reasons.

    Without `show`, a refusal goes up and becomes a page of its own.
    """
    if before := already_submitted(request):
        return redirect(before)
    with keeping_words(None, next_page):
        if show is None:
            return _saved(request, act(), success, next_page)
        with reasons_of_refusal() as reasons:
            return _saved(request, act(), success, next_page)
        return show(reasons)


def press(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    success: str | Callable[[Any], str],
    page: str,
    next_page: str | Callable[[Any], str] = "",
    show: Callable[[list[str]], HttpResponse] | None = None,
) -> HttpResponse:
    """Do what a button of `page` asks, then lead to `next_page`, or back to `page`.

    A refusal shows that page under the address of the button: whoever opens it again finds the page itself.
    """
    if request.method != "POST":
        return redirect(page)
    return button_page(request, act, success=success, next_page=next_page or page, show=show)


def _saved(
    request: HttpRequest,
    result: Any,
    success: str | Callable[[Any], str],
    next_page: str | Callable[[Any], str],
) -> HttpResponse:
    if sentence := success(result) if callable(success) else success:
        messages.success(request, sentence)
    return remember_answer(request, next_page(result) if callable(next_page) else next_page)
