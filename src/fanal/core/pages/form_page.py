"""One way for every page that changes something: the form, who may, the rules, what is said, where to go.

`page` is what is shown, around its form, until it is saved. `save` takes the cleaned values and returns what
`success` (a sentence, none when empty) and `next_page` (an address) may name. `require` raises NotAllowed. It
is asked after the key of the form: what a first press has done may not be allowed again, and the second press
leads where the first one led. A form that brings files is read last of all: reading keeps them, which is for
those who may. A form in place of `page` has its `show`: what is shown with the reasons, where it is read only
then; a page (its version is that of whoever wrote meanwhile), or an answer with its own status.

Whoever writes while somebody else closes the thing loses no word: the refusal shows what they typed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from fanal.core.errors import NoLonger, RuleBroken, reasons_of_refusal
from fanal.core.forms.stale import GO_ON, Overtaken
from fanal.core.forms.typed_words import words_of_form
from fanal.core.http.answers import already_submitted, remember_answer
from fanal.core.pages.page import ChangePage, FormPage, render

SAVED = "C’est enregistré."


def form_page(
    request: HttpRequest,
    page: FormPage | forms.BaseForm,
    save: Callable[[dict[str, Any]], Any],
    *,
    success: str | Callable[[Any], str],
    next_page: str | Callable[[Any], str],
    require: Callable[[], object] | None = None,
    show: Callable[[list[str]], HttpResponse | FormPage] | None = None,
) -> HttpResponse:
    """Show the form, refuse it with its reasons (422), or save it once and lead to the next page."""
    form, refusal = page.form if isinstance(page, FormPage) else page, RuleBroken([])
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
    return _show_again(request, show(refusal.reasons) if show else page, refusal)


def _show_again(
    request: HttpRequest, shown: HttpResponse | FormPage | forms.BaseForm, refusal: RuleBroken
) -> HttpResponse:
    if isinstance(shown, HttpResponse):
        return shown
    if isinstance(shown, FormPage):
        return render(request, _refused_page(shown, refusal))
    raise TypeError("A form that comes without its page has its `show`.")


def _refused_page(page: FormPage, refusal: RuleBroken) -> FormPage:
    """The page again, with the reasons; where somebody wrote meanwhile, it goes on from what they wrote."""
    if isinstance(refusal, Overtaken) and refusal.theirs and isinstance(page, ChangePage):
        return replace(page, reasons=[GO_ON, *refusal.theirs], seen=refusal.seen)
    return replace(page, reasons=refusal.reasons) if refusal.reasons else page


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
