"""A whole class in one sitting: the list of its pupils, a label for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.http.addresses import address
from fanal.core.http.answers import already_submitted, get_or_404, remember_answer
from fanal.core.pages.page import Page, render
from fanal.core.text.french import full_day
from fanal.directory.models import Pupil
from fanal.directory.reading.pupils import classes_of
from fanal.equipment.models import Equipment
from fanal.equipment.reading.scanned import read_lines
from fanal.loans.actions.classes import Sitting, lend_to_pupil
from fanal.loans.forms.loan import SittingForm
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import SittingRow, held_by, sitting_of
from fanal.loans.reading.short_cases import short_cases
from fanal.loans.rules import loan as rules
from fanal.loans.rules.loan import MOST_MACHINES
from fanal.year.rules.years import year_of


@dataclass(frozen=True, kw_only=True)
class SittingPage(Page):
    """The pupils of a class, once it is chosen; a label that was refused is shown again, on its own line.

    `shared`: what is the same for the whole class; `short`: what it leaves of the cases that somebody booked,
    or would leave (`is_ahead`); `pupil`, `label` and `reasons`: of what was refused.
    """

    template = "loans/sitting.html"

    form: SittingForm
    shared: list[tuple[str, str]] = field(default_factory=list)
    rows: list[SittingRow] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    is_ahead: bool = False
    line: SittingRow | None = None
    pupil: int = 0
    label: str = ""
    reasons: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        return _query(self.form.data)

    @property
    def done(self) -> int:
        """How many pupils have something."""
        return sum(bool(row.held) for row in self.rows)

    @property
    def next_pupil(self) -> int:
        """The first one who has nothing yet; 0 when there is none."""
        return next((row.pupil.pk for row in self.rows if not row.held), 0)

    @property
    def asks_again(self) -> bool:
        """Whether the label is lent once whoever lends is sure."""
        return rules.SURE in self.reasons


class SittingSum(SittingPage):
    """What the class would leave of the cases that somebody booked."""

    fragment = "sum"


class SittingLine(SittingPage):
    """The `line` of one pupil."""

    fragment = "lent"


def _sitting_form(request: SchoolRequest, data: QueryDict) -> SittingForm:
    school = request.member.school
    classes = classes_of(school, year_of(request.today), today=request.today)
    return SittingForm(data or None, school=school, today=request.today, classes=classes)


@require_safe
def sitting(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    return render(request, _sitting_page(request, _sitting_form(request, request.GET)))


def _sitting_page(request: SchoolRequest, form: SittingForm) -> SittingPage:
    """The whole list, once the form says which."""
    if not form.is_bound or not form.is_valid() or "changer" in request.GET:
        return SittingPage(form=form)
    rows = _rows(request, form)
    return SittingPage(
        form=form,
        shared=shared_words(form.cleaned_data),
        rows=rows,
        short=_short_words(request, rows, form),
    )


def _rows(request: SchoolRequest, form: SittingForm) -> list[SittingRow]:
    return sitting_of(request.member, form.cleaned_data["class_code"], request.today)


def _short_words(
    request: SchoolRequest, rows: list[SittingRow], form: SittingForm, coming: Iterable[Equipment] = ()
) -> list[str]:
    """What the class as a whole leaves of the cases that somebody booked; `coming`: what would leave too."""
    machines = [item.equipment for row in rows for item in row.held] + [*coming]
    cases = short_cases(request.member.school, machines, form.cleaned_data["due_on"], timezone.now())
    return [case.sum_words for case in cases]


@require_POST
def sitting_preview(request: SchoolRequest, uai: str) -> HttpResponse:
    """What the cases that somebody booked would have left, were all these labels lent too."""
    require(policies.manage_loans, request.actor, None)
    school, form = request.member.school, _sitting_form(request, request.POST)
    short: list[str] = []
    if form.is_valid():
        rows = _rows(request, form)
        coming, unread = read_lines(school, request.POST.getlist("coming"), most=MOST_MACHINES)
        short = [*unread, *_short_words(request, rows, form, coming)]
    return render(request, SittingSum(form=form, short=short, is_ahead=True))


@require_POST
def sitting_lend(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    """One label: with htmx the line alone comes back, done or with what is wrong; without, the whole list."""
    require(policies.manage_loans, request.actor, None)
    school, form = request.member.school, _sitting_form(request, request.POST)
    row: Pupil = get_or_404(Pupil.objects.for_school(school), pk=pupil)
    if before := already_submitted(request):
        return render(request, _line(request, form, row)) if request.htmx else redirect(before)
    with reasons_of_refusal() as reasons:
        _lend(request, row, form)
        answer = remember_answer(request, f"{address('loans:sitting', uai)}?{_query(request.POST)}")
        return render(request, _line(request, form, row)) if request.htmx else answer
    page = _line(request, form, row) if request.htmx else _sitting_page(request, form)
    label = request.POST.get("typed", "")
    return render(request, replace(page, pupil=row.pk, label=label, reasons=reasons))


def _line(request: SchoolRequest, form: SittingForm, pupil: Pupil) -> SittingPage:
    """The line of this pupil, and what the class leaves of the cases that somebody booked."""
    short: list[str] = []
    if form.is_valid() and (rows := _rows(request, form)):
        short = _short_words(request, rows, form)
    return SittingLine(form=form, line=SittingRow(pupil, held_by(pupil)), short=short)


def _lend(request: SchoolRequest, pupil: Pupil, form: SittingForm) -> None:
    if not form.is_valid():
        raise RuleBroken("Choisissez la classe et l’échéance en haut de la page, puis recommencez.")
    values = form.cleaned_data
    same = Sitting(
        values["due_on"],
        values["accessories"],
        values["is_signed"],
        is_one_more="one_more" in request.POST,
        is_sure="sure" in request.POST,
    )
    school, label = request.member.school, request.POST.get("typed", "")
    lend_to_pupil(school, pupil, label, same, now=timezone.now(), **on_day(request))


def shared_words(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is the same for the whole class, as terms and values: each label lends with these."""
    signed = "déclarées signées sur papier : le matériel est remis aussitôt"
    unsigned = "pas encore signées : le matériel est gardé, à remettre ensuite"
    due_on = values["due_on"]
    return [
        ("Classe", values["class_code"]),
        ("Échéance", full_day(due_on) if due_on else "sans date de retour (dotation)"),
        ("Accessoires", values["accessories"] or "aucun"),
        ("Conventions", signed if values["is_signed"] else unsigned),
    ]


def _query(data: Mapping[str, Any]) -> str:
    """The same page again, with what was chosen at its top."""
    values = {name: data.get(name, "") for name in SittingForm.base_fields}
    return urlencode({name: value for name, value in values.items() if value})
