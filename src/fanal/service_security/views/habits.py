"""Which habits of security are kept, by service and for Fanal itself; one checklist; a calculator."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.second_factors import second_factors_of
from fanal.accounts.rules.french import counted
from fanal.accounts.sign_in.session_assurance import LIMIT_SECONDS
from fanal.core.addresses import address
from fanal.core.form_page import form_page
from fanal.core.http import FORM, render_page
from fanal.online_services.policies.register import keep_services
from fanal.privacy.policies.registers import read_breaches, report_breach
from fanal.service_security.actions.habits import answer_habits
from fanal.service_security.forms.habit import HabitsForm, RuleForm
from fanal.service_security.policies import habits as policies
from fanal.service_security.reading import habits as reading
from fanal.service_security.rules.habit_counts import counts_of
from fanal.service_security.rules.habits import fingerprint
from fanal.service_security.rules.own_habits import OwnProofs, session_words
from fanal.service_security.rules.password_cases import CASES, Rule, refusals


@require_safe
def habit_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_habits, request.actor, None)
    school, today = request.member.school, request.today
    rows = reading.rows_of(school, today)
    context = {
        "rows": [(row, reading.next_of(row, request.actor, uai)) for row in rows],
        "counts": counts_of([row.lines for row in rows]) if rows else [],
        "groups": reading.GROUPS,
        "proofs": OwnProofs(*second_factors_of(school, today)),
        "sessions": session_words(settings.SESSION_COOKIE_AGE // 86400, LIMIT_SECONDS // 3600),
        "can_keep": keep_services(request.actor, None),
    }
    if read_breaches(request.actor, None):
        context["incidents"] = reading.incidents_of(school, timezone.now())
        context["can_report"] = report_breach(request.actor, None)
    return render_page(request, "service_security/habit_list.html", context)


@require_http_methods(FORM)
def habit_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """The checklist of a service in use, answered in one form by those who keep the services."""
    require(policies.read_habits, request.actor, None)
    if (row := reading.row_of(request.member.school, service, request.today)) is None:
        raise Http404
    may_answer = partial(require, policies.answer_habits, request.actor, row.service)
    data = request.POST if request.method == "POST" else None
    start = HabitsForm.initial_of(row.lines, row.said, request.today)
    form = HabitsForm(data, lines=row.lines, initial=start)
    return form_page(
        request,
        form,
        lambda _: answer_habits(row.service, **form.answers(), today=request.today, by=request.actor),
        template="service_security/habit_page.html",
        success=_count_words,
        next_page=address("habits:habit_list", uai),
        context=lambda: _context(request, row, form),
        require=may_answer if form.is_bound else None,
    )


def _count_words(written: int) -> str:
    many = counted(written, "réponse enregistrée", "réponses enregistrées")
    return f"{many}." if written else "Rien n’a changé."


def _context(request: SchoolRequest, row: reading.ServiceHabits, form: HabitsForm) -> dict[str, Any]:
    uai, actor = request.member.school.uai, request.actor
    if form.is_bound and form.is_valid():
        # Another's answers are on the page now: the next press knows them.
        data = request.POST.copy()
        data["seen"] = fingerprint(row.said)
        form = HabitsForm(data, lines=row.lines)
    annotate_permissions([row.service], policies.answer_habits, to=actor)
    return {
        "row": row,
        "form": form,
        "cases": CASES,
        "lines": [(line, reading.way_to(line, row.service, actor, uai)) for line in row.lines],
    }


@require_safe
def password_rules(request: SchoolRequest, uai: str) -> HttpResponse:
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
    return render_page(request, "service_security/password_rules.html", context)
