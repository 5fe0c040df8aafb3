"""Which habits of security are kept, by service and for Fanal itself; one checklist; a calculator."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.second_factors import second_factors_of
from fanal.accounts.sign_in.session_assurance import LIMIT_SECONDS
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.text.french import counted
from fanal.online_services.policies.register import keep_services
from fanal.privacy.policies.registers import read_breaches, report_breach
from fanal.service_security.actions.habits import answer_habits
from fanal.service_security.forms.habit import HabitsForm, RuleForm
from fanal.service_security.policies import habits as policies
from fanal.service_security.reading import habits as reading
from fanal.service_security.rules.habit_counts import HabitCount, counts_of
from fanal.service_security.rules.habits import HabitRow, fingerprint
from fanal.service_security.rules.own_habits import OwnProofs, session_words
from fanal.service_security.rules.password_cases import CASES, Case, Rule, refusals


@dataclass(frozen=True, kw_only=True)
class HabitList(Page):
    template = "service_security/habit_list.html"

    rows: list[tuple[reading.ServiceHabits, reading.NextHabit]]
    counts: list[HabitCount]
    proofs: OwnProofs
    incidents: reading.Incidents | None
    school: School

    @property
    def groups(self) -> list[str]:
        return reading.GROUPS

    @property
    def sessions(self) -> str:
        return session_words(settings.SESSION_COOKIE_AGE // 86400, LIMIT_SECONDS // 3600)


@require_safe
def habit_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_habits, request.actor, None)
    school, today = request.member.school, request.today
    rows = reading.rows_of(school, today)
    reads_breaches = read_breaches(request.actor, None)
    annotate_permissions([school], keep_services, report_breach, to=request.actor)
    page = HabitList(
        rows=[(row, reading.next_of(row, request.actor, uai)) for row in rows],
        counts=counts_of([row.lines for row in rows]) if rows else [],
        proofs=OwnProofs(*second_factors_of(school, today)),
        incidents=reading.incidents_of(school, timezone.now()) if reads_breaches else None,
        school=school,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class HabitPage(FormPage):
    template = "service_security/habit_page.html"

    row: reading.ServiceHabits
    lines: list[tuple[HabitRow, str]]

    @property
    def cases(self) -> tuple[Case, ...]:
        return CASES


@require_http_methods(FORM)
def habit_page(request: SchoolRequest, uai: str, service: int) -> HttpResponse:
    """The checklist of a service in use, answered in one form by those who keep the services."""
    require(policies.read_habits, request.actor, None)
    if (row := reading.row_of(request.member.school, service, request.today)) is None:
        raise Http404
    may_answer = partial(require, policies.answer_habits, request.actor, row.service)
    data = request.POST if request.method == "POST" else None
    start = HabitsForm.initial_of(row.lines, row.statements, request.today)
    form = HabitsForm(data, lines=row.lines, initial=start)
    return form_page(
        request,
        form,
        lambda _: answer_habits(row.service, **form.answers(), today=request.today, by=request.actor),
        success=_count_words,
        next_page=address("habits:habit_list", uai),
        require=may_answer if form.is_bound else None,
        show=lambda reasons: _page(request, row, form, reasons),
    )


def _count_words(written: int) -> str:
    answers = counted(written, "réponse enregistrée", "réponses enregistrées")
    return f"{answers}." if written else "Rien n’a changé."


def _page(
    request: SchoolRequest, row: reading.ServiceHabits, form: HabitsForm, reasons: list[str]
) -> HabitPage:
    uai, actor = request.member.school.uai, request.actor
    if form.is_bound and form.is_valid():
        # Another's answers are on the page now: the next press knows them.
        data = request.POST.copy()
        data["seen"] = fingerprint(row.statements)
        form = HabitsForm(data, lines=row.lines)
    annotate_permissions([row.service], policies.answer_habits, to=actor)
    lines = [(line, reading.way_to(line, row.service, actor, uai)) for line in row.lines]
    return HabitPage(form=form, reasons=reasons, row=row, lines=lines)


@dataclass(frozen=True, kw_only=True)
class PasswordRules(Page):
    """`rule`: what was typed, once it makes one; `results`: which cases it meets."""

    template = "service_security/password_rules.html"

    form: RuleForm
    rule: Rule | None
    reasons: list[str]

    @property
    def cases(self) -> tuple[Case, ...]:
        return CASES

    @property
    def results(self) -> list[tuple[Case, bool]]:
        return [(case, self.rule.meets(case)) for case in CASES] if self.rule else []


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
    return render(request, PasswordRules(form=form, rule=rule, reasons=reasons))
