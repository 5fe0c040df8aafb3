"""A whole class in one sitting: the list of its pupils, a label for each."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.rules.french import counted, full_day
from fanal.accounts.rules.years import year_of
from fanal.core.addresses import address
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.form_page import form_page
from fanal.core.http import FORM, UNPROCESSABLE, already_submitted, get_or_404, remember_answer, render_page
from fanal.directory.models import Pupil
from fanal.directory.reading.pupils import classes_of
from fanal.loans.actions.classes import PapersBack, Sitting, lend_to_pupil, papers_came_back
from fanal.loans.forms.agreement import PapersForm
from fanal.loans.forms.loan import SittingForm
from fanal.loans.models import Loan
from fanal.loans.policies import loan as policies
from fanal.loans.reading.lists import SittingRow, held_by, sitting_of
from fanal.loans.rules.loan import MOST_PAPERS


def _form(request: SchoolRequest, given: Any) -> SittingForm:
    school = request.member.school
    classes = classes_of(school, year_of(request.today), today=request.today)
    return SittingForm(given or None, school=school, today=request.today, classes=classes)


@require_safe
def sitting(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.manage_loans, request.actor, None)
    form = _form(request, request.GET)
    return _show(request, form)


def _show(request: SchoolRequest, form: SittingForm, **refused: Any) -> HttpResponse:
    """The whole list; `pupil`, `typed` and `reasons` of a label that was refused, on its own line."""
    rows: list[SittingRow] = []
    is_begun = form.is_bound and form.is_valid() and "changer" not in request.GET
    if is_begun:
        rows = sitting_of(request.member, form.cleaned_data["class_code"], request.today)
    context = {
        "form": form,
        "shared": shared_words(form.cleaned_data) if is_begun else [],
        "query": _query(form.data),
        "rows": rows,
        "done": sum(bool(row.held) for row in rows),
        "next": next((row.pupil.pk for row in rows if not row.held), 0),
        **refused,
    }
    return render_page(request, "loans/sitting.html", context)


@require_POST
def sitting_lend(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    """One label: with htmx the line alone comes back, done or with what is wrong; without, the whole list."""
    require(policies.manage_loans, request.actor, None)
    school, form = request.member.school, _form(request, request.POST)
    row: Pupil = get_or_404(Pupil.objects.for_school(school), pk=pupil)
    if before := already_submitted(request):
        return _line(request, form, row, []) if request.htmx else redirect(before)
    with reasons_of_refusal() as reasons:
        _lend(request, row, form)
        answer = remember_answer(request, f"{address('loans:sitting', uai)}?{_query(request.POST)}")
        return _line(request, form, row, []) if request.htmx else answer
    if request.htmx:
        return _line(request, form, row, reasons)
    return _show(request, form, pupil=row.pk, typed=request.POST.get("typed", ""), reasons=reasons)


def _lend(request: SchoolRequest, pupil: Pupil, form: SittingForm) -> None:
    if not form.is_valid():
        raise RuleBroken("Choisissez la classe et l’échéance en haut de la page, puis recommencez.")
    values = form.cleaned_data
    is_one_more = "one_more" in request.POST
    same = Sitting(values["due_on"], values["accessories"], values["is_signed"], is_one_more)
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    lend_to_pupil(request.member.school, pupil, request.POST.get("typed", ""), same, **now)


def _line(request: SchoolRequest, form: SittingForm, pupil: Pupil, reasons: list[str]) -> HttpResponse:
    row = SittingRow(pupil, held_by(pupil))
    refused = {
        "pupil": pupil.pk if reasons else 0,
        "typed": request.POST.get("typed", ""),
        "reasons": reasons,
    }
    status = UNPROCESSABLE if reasons else 200
    context = {"form": form, "row": row, **refused}
    return render_page(request, "loans/sitting.html", context, fragment="line", status=status)


def shared_words(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is the same for the whole class, as terms and values: each label lends with these."""
    signed = "signées : le matériel est remis aussitôt"
    unsigned = "pas encore signées : le matériel est gardé, à remettre ensuite"
    due_on = values["due_on"]
    return [
        ("Classe", values["class_code"]),
        ("Échéance", full_day(due_on) if due_on else "sans date de retour (dotation)"),
        ("Accessoires", values["accessories"] or "aucun"),
        ("Conventions", signed if values["is_signed"] else unsigned),
    ]


def _query(given: Mapping[str, Any]) -> str:
    """The same page again, with what was chosen at its top."""
    kept = {name: given.get(name, "") for name in SittingForm.base_fields}
    return urlencode({name: value for name, value in kept.items() if value})


@require_http_methods(FORM)
def papers_back(request: SchoolRequest, uai: str) -> HttpResponse:
    """« Signées sur papier et remises »: those of the list « À signer », or of its words."""
    school, typed = request.member.school, request.GET.get("q", "")
    rows = Loan.objects.visible_to(request.member).to_sign().matching(typed).by_name()
    waiting = list(rows.defer("agreement")[:MOST_PAPERS])
    ticked = [loan.number for loan in waiting] if "tout" in request.GET else []
    form = PapersForm(
        request.POST or None,
        school=school,
        waiting=waiting,
        initial={"loans": ticked, "papers_on": request.today},
    )
    now: dict[str, Any] = {"now": timezone.now(), **on_day(request)}
    return form_page(
        request,
        form,
        lambda values: papers_came_back(school, values["loans"], values["papers_on"], **now),
        template="short_form.html",
        success=_papers_words,
        next_page=f"{address('loans:loan_list', uai)}?vue=signer",
        context={
            "title": "Signées sur papier et remises",
            "detail": _papers_detail(len(waiting)),
            "button": "Enregistrer",
            "trail": [("Prêts", f"{address('loans:loan_list', uai)}?vue=signer")],
            "count_to_tick": 0 if form.is_bound or ticked else len(waiting),
            "tick_all": f"?{urlencode({'q': typed, 'tout': 1})}",
        },
        require=lambda: require(policies.manage_loans, request.actor, None),
    )


def _papers_detail(count: int) -> str:
    """What a tick does; or that nothing waits for one."""
    if not count:
        return "Aucune convention n’attend de signature."
    said = "Cochez celles dont le papier signé est revenu : leurs appareils sont alors remis."
    return f"{said} Les {MOST_PAPERS} premières sont ici." if count == MOST_PAPERS else said


def _papers_words(made: PapersBack) -> str:
    done = counted(len(made.done), "prêt est signé et remis", "prêts sont signés et remis")
    return " ".join([f"{done}.", *(["Laissés :", *made.refused] if made.refused else [])])
