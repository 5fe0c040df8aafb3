"""The questionnaire itself, opened by a link or a ticket. No account is asked, and none is looked at.

Nothing of `form_page` here: what it remembers of a sent form names the account and the minute. The address is
counted in the memory of this process, forgotten ten minutes later, and never written.
"""

import threading
import time
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.actions.security_log import address_of
from fanal.accounts.reading.open_school import enter_open_school
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.fair_use import Allowance, CountedUse, UseCounter, network_of
from fanal.accounts.views.access import open_to
from fanal.core.errors import reasons_of_refusal
from fanal.core.http.answers import FORM, KEY_FORM
from fanal.core.pages.page import FormPage, Page, render
from fanal.surveys.actions.answering import count_answer
from fanal.surveys.forms.survey import AnswerForm
from fanal.surveys.models import Survey, SurveyQuestion
from fanal.surveys.reading.links import AnswerDoor, door_of
from fanal.surveys.rules.running import USED, answer_refusals
from fanal.surveys.rules.tickets import TICKET
from fanal.surveys.views.ticket import show_unknown_ticket

BECAUSE = "Lien ou billet d’un questionnaire : anonyme, ne lit aucun compte et ne montre aucune réponse."
THANKS = "Dit merci, la même page pour tous."
# A whole school stands behind one address: a class of thirty on one wifi, twice. A ticket is its own limit,
# and wrong links are not counted: with thirty of them, one pupil would shut the page to a whole school.
ANSWERS, MOST_KEYS = Allowance(60, 600), 10_000
TOO_MANY = (
    "Trop de réponses sont parties de cette adresse en dix minutes. La vôtre n’est pas comptée : réessayez "
    "dans dix minutes, ou d’un autre réseau."
)
COOKIE_DAYS, GONE = 92, 410
_counter, _lock = UseCounter(), threading.Lock()


def forget_all() -> None:
    """Start from zero: for tests."""
    _counter.forget_all()


def _is_too_much(request: HttpRequest) -> bool:
    now = time.monotonic()
    with _lock:
        if len(_counter) > MOST_KEYS:
            _counter.forget_all()
        key = network_of(address_of(request))
        return bool(_counter.seconds_to_wait(key, CountedUse.WRITE, ANSWERS, now))


@dataclass(frozen=True, kw_only=True)
class AnswerPage(FormPage):
    """`was_sent`: an answer left from this browser before; `is_over`: none is counted any more."""

    template = "surveys/survey_answer.html"

    survey: Survey
    was_sent: bool
    is_over: bool


@open_to("anyone", because=BECAUSE)
@require_http_methods(FORM)
def survey_answer(request: SchoolRequest, uai: str, token: str) -> HttpResponse:
    school = enter_open_school(request, uai)
    door = door_of(school, token)
    if door is None and TICKET.fullmatch(token):
        return show_unknown_ticket(request, school, token)
    if door is None:
        raise Http404
    if request.method == "POST":
        return _answered(request, uai, door)
    reasons = _closed(request, door)
    if reasons:
        return _show(request, door, AnswerForm(None, []), reasons, status=GONE)
    return _show(request, door, AnswerForm(None, _questions(door)), [])


def _closed(request: SchoolRequest, door: AnswerDoor) -> list[str]:
    survey = door.survey
    reasons = answer_refusals(
        state=survey.state,  # type: ignore[arg-type]
        closes_on=survey.closes_on,
        answers=survey.answers,
        invited=survey.invited,
        today=request.today,
    )
    return reasons or ([USED] if door.is_used else [])


def _answered(request: SchoolRequest, uai: str, door: AnswerDoor) -> HttpResponse:
    """Count the answer: the same form sent twice leads where the first one led, and counts once."""
    form = AnswerForm(request.POST, _questions(door))
    key = request.POST.get("key", "")
    if not form.is_valid() or not KEY_FORM.fullmatch(key):
        return _show(request, door, form, [], status=422)
    if not door.ticket and _is_too_much(request):
        return _show(request, door, form, [TOO_MANY], status=429)
    with reasons_of_refusal() as reasons:
        count_answer(door.survey, form.answer(key), today=request.today, ticket=door.ticket)
        return _thanks(uai, door)
    return _show(request, door, form, reasons, status=422)


def _thanks(uai: str, door: AnswerDoor) -> HttpResponse:
    """Lead to the thanks: the browser remembers that one answer left from it, and Fanal does not."""
    answer = redirect("surveys:survey_thanks", uai)
    if not door.ticket:
        answer.set_cookie(
            _cookie(door),
            "1",
            max_age=COOKIE_DAYS * 86_400,
            path=f"/e/{uai}/questionnaires/",
            httponly=True,
            samesite="Lax",
        )
    return answer


def _cookie(door: AnswerDoor) -> str:
    return f"questionnaire-{door.survey.pk}"


def _questions(door: AnswerDoor) -> list[SurveyQuestion]:
    return list(door.survey.questions.order_by("rank").prefetch_related("options"))


def _show(
    request: SchoolRequest, door: AnswerDoor, form: AnswerForm, reasons: list[str], *, status: int = 200
) -> HttpResponse:
    page = AnswerPage(
        form=form,
        reasons=reasons,
        survey=door.survey,
        was_sent=_cookie(door) in request.COOKIES,
        is_over=status == GONE,
    )
    return render(request, page, status=status)


@dataclass(frozen=True, kw_only=True)
class ThanksPage(Page):
    """It is the same for all, and knows nothing."""

    template = "surveys/survey_thanks.html"


@open_to("anyone", because=THANKS)
@require_safe
def survey_thanks(request: SchoolRequest, uai: str) -> HttpResponse:
    enter_open_school(request, uai)
    return render(request, ThanksPage())
