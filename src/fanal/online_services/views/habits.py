"""Which habits of security are kept, by service and for Fanal itself; one checklist; a calculator."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.second_factors import second_factors_of
from fanal.accounts.rules.french import counted
from fanal.accounts.sign_in.session_assurance import LIMIT_SECONDS
from fanal.core.addresses import address
from fanal.core.errors import reasons_of_refusal
from fanal.core.http import FORM, already_submitted, remember_answer, render_page
from fanal.online_services import policies
from fanal.online_services.actions.habits import answer_habits
from fanal.online_services.forms.habit import HabitsForm, RuleForm
from fanal.online_services.reading import habits as reading
from fanal.online_services.rules.habit_counts import counts_of
from fanal.online_services.rules.habits import fingerprint
from fanal.online_services.rules.own_habits import OwnProofs, session_words
from fanal.online_services.rules.password_cases import CASES, Rule, refusals
from fanal.online_services.views.sections import sections
from fanal.privacy.policies.registers import read_breaches, report_breach


@require_safe
def habit_list(request: HttpRequest, uai: str) -> HttpResponse:
    require(policies.read_habits, request.actor, None)
    school, today = request.member.school, request.today
    rows = reading.rows_of(school, today)
    context = {
        "sections": sections(request.member, "habits"),
        "rows": [(row, reading.next_of(row, request.actor, uai)) for row in rows],
        "counts": counts_of([row.lines for row in rows]) if rows else [],
        "groups": reading.GROUPS,
        "proofs": OwnProofs(*second_factors_of(school, today)),
        "sessions": session_words(settings.SESSION_COOKIE_AGE // 86400, LIMIT_SECONDS // 3600),
        "can_keep": policies.keep_services(request.actor, None),
    }
    if read_breaches(request.actor, None):
        context["incidents"] = reading.incidents_of(school, timezone.now())
        context["can_report"] = report_breach(request.actor, None)
    return render_page(request, "online_services/habit_list.html", context)


@require_http_methods(FORM)
def habit_page(request: HttpRequest, uai: str, service: int) -> HttpResponse:
    """The checklist of a service in use, answered in one form by those who keep the services."""
    require(policies.read_habits, request.actor, None)
    if (row := reading.row_of(request.member.school, service, request.today)) is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, row)
    said = row.said
    start = HabitsForm.initial_of(row.lines, request.today) | {"seen": fingerprint(said)}
    return _show(request, row, HabitsForm(initial=start, lines=row.lines), [])


def _answer(request: HttpRequest, row: reading.ServiceHabits) -> HttpResponse:
    require(policies.answer_habits, request.actor, row.service)
    form, reasons = HabitsForm(request.POST, lines=row.lines), list[str]()
    if form.is_valid():
        if before := already_submitted(request):
            return redirect(before)
        values, written = form.cleaned_data, 0
        with reasons_of_refusal() as reasons:
            written = answer_habits(
                row.service,
                form.answers(),
                today=request.today,
                by=request.actor,
                seen=values["seen"],
                again=values["again"],
            )
        if not reasons:
            many = counted(written, "réponse enregistrée", "réponses enregistrées")
            messages.success(request, f"{many}." if written else "Rien n’a changé.")
            return remember_answer(request, address("habits:habit_list", request.member.school.uai))
        # Another's answers are on the page now: the next press knows them.
        data = request.POST.copy()
        data["seen"] = fingerprint(row.said)
        form = HabitsForm(data, lines=row.lines)
    return _show(request, row, form, reasons)


def _show(
    request: HttpRequest, row: reading.ServiceHabits, form: HabitsForm, reasons: list[str]
) -> HttpResponse:
    uai, actor = request.member.school.uai, request.actor
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "reasons": reasons,
        "cases": CASES,
        "lines": [(line, reading.way_to(line, row.service, actor, uai)) for line in row.lines],
        "can_answer": policies.answer_habits(actor, row.service),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "online_services/habit_page.html", context, status=status)


@require_safe
def password_rules(request: HttpRequest, uai: str) -> HttpResponse:
    """A calculator: what is chosen stands in the address, and no password is asked."""
    require(policies.read_habits, request.actor, None)
    form, rule, reasons = RuleForm(request.GET or None), None, list[str]()
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        reasons = refusals(values["longueur"], values["sortes"], values["mots"])
        if not reasons:
            rule = Rule(values["longueur"] or 0, frozenset(values["sortes"]), values["mots"] or 0)
    cases = [(case, rule is not None and rule.meets(case)) for case in CASES]
    context = {"form": form, "rule": rule, "reasons": reasons, "cases": cases}
    return render_page(request, "online_services/password_rules.html", context)
