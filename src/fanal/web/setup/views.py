"""The pages of the first run: the code of the terminal, five questions, and the first real action."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.views.access import open_to
from fanal.core.errors import NotAllowed, reasons_of_refusal
from fanal.core.http.answers import FORM
from fanal.core.pages.page import render
from fanal.equipment.models import Room
from fanal.schools.actions.founding import is_empty
from fanal.schools.reading import setup_code
from fanal.web.setup.answers import SetupAnswers
from fanal.web.setup.first_steps import first_steps
from fanal.web.setup.forms import CodeForm
from fanal.web.setup.opening import open_school
from fanal.web.setup.pages import CodePage, WelcomePage, setup_page
from fanal.web.setup.rules import NAMES, STEPS, after, before

DOOR = setup_code.CodeTries()
BECAUSE = (
    "première installation : avec le code du terminal, tant qu’aucun établissement n’est ouvert ; 404 ensuite"
)
# Buttons beside « Continuer »: they keep what was typed, right or wrong, and write nothing.
GESTURES = {"back": before, "look": lambda step: step}
View = Callable[..., HttpResponse]


def while_empty(view: View) -> View:
    """Not found as soon as a school exists: nobody opens a second one from the network."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_empty():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
@while_empty
@sensitive_post_parameters("code")
def start(request: HttpRequest) -> HttpResponse:
    answers, form = SetupAnswers(request.session), CodeForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            answers.allow(DOOR.open(settings.FANAL_HOME, form.cleaned_data["code"]))
            return redirect("setup:step", NAMES[0])
        except NotAllowed as refusal:
            form.add_error("code", refusal.reasons)
            status = 403
    elif request.method != "POST" and answers.is_allowed:
        return redirect("setup:step", NAMES[0])
    return render(request, CodePage(form=form), status=status)


@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
@while_empty
@sensitive_post_parameters("password", "again")
def step_page(request: HttpRequest, step: str) -> HttpResponse:
    answers = SetupAnswers(request.session)
    if step not in STEPS:
        raise Http404
    if not answers.is_allowed:
        return redirect("setup:start")
    if missing := answers.first_missing(step):
        return redirect("setup:step", missing)
    if request.method != "POST":
        return _page(request, answers, step, answers.form(step))
    answers.keep(step, request.POST)
    gesture = request.POST.get("go", "")
    if gesture in GESTURES:
        return redirect("setup:step", GESTURES[gesture](step) or step)
    form = answers.form(step, request.POST)
    if not form.is_valid():
        return _page(request, answers, step, form)
    return redirect("setup:step", after(step)) if after(step) else _finish(request, answers, form)


def _finish(request: HttpRequest, answers: SetupAnswers, form: Form) -> HttpResponse:
    """Write everything, and sign in through allauth's own stages; the role then asks for a second proof."""
    with reasons_of_refusal() as reasons:
        school, user = open_school(answers, form, today=request.today, now=timezone.now())  # type: ignore[arg-type]
    if reasons:
        return _page(request, answers, NAMES[-1], form, reasons)
    setup_code.forget_code(settings.FANAL_HOME)
    answers.forget()
    record_authentication(request, user, method="password", email=user.email)
    welcome = reverse("web:welcome", args=[school.uai])
    return perform_login(request, user, email_verification="none", redirect_url=welcome)


def _page(
    request: HttpRequest, answers: SetupAnswers, step: str, form: Form, reasons: Sequence[str] = ()
) -> HttpResponse:
    return render(request, setup_page(answers, step, form, today=request.today, reasons=[*reasons]))


@require_safe
def welcome(request: HttpRequest, uai: str) -> HttpResponse:
    """The page after the set-up: one real action, and what remains."""
    has_rooms = Room.objects.visible_to(request.member).in_use().exists()
    steps = first_steps(request.member, request.today)
    return render(request, WelcomePage(has_rooms=has_rooms, first_steps=steps))
