"""One line: written, presented, decided, withdrawn, taken over."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.years import year_named
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.allowance import ProposalForm
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.policies import allowance as allowance_policies
from fanal.allowances.reading import proposal as reading
from fanal.allowances.rules.rates import FULL, rates_named, rates_of, split_said
from fanal.allowances.views.allowance import back_to, one_envelope
from fanal.allowances.views.short_form import short_form
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.missions.policies.sharing import keep_missions


def one_line(request: SchoolRequest, number: int) -> ImpProposal:
    """The management reads all of them; each person theirs; for anybody else there is nothing here."""
    rows = ImpProposal.objects.for_school(request.member.school)
    line: ImpProposal = get_or_404(
        rows.select_related("envelope__school", "mission", "person", "school"), number=number
    )
    reads_all = allowance_policies.read_allowances(request.actor, None)
    if not reads_all and not allowance_policies.read_own_proposal(request.actor, line):
        raise Http404
    return line


@require_safe
def proposal_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_line(request, one_line(request, number), [])


def show_line(request: SchoolRequest, line: ImpProposal, reasons: list[str]) -> HttpResponse:
    context = reading.page_of(line, request.actor, request.today) | {"reasons": reasons}
    context["back"] = back_to(request, line.envelope.school_year)
    return render_page(request, "allowances/proposal_page.html", context)


@require_http_methods(FORM)
def proposal_add(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(keep_missions, request.actor, None)
    envelope = one_envelope(request, year)
    first = {"mission": request.GET.get("mission", ""), "quarters": request.GET.get("taux", "") or FULL}
    form = _line_form(request, envelope, initial=first)
    return _write(
        request,
        envelope,
        form,
        lambda _: actions.prepare_proposal(
            envelope, form.proposal_input(), today=request.today, by=request.actor
        ),
    )


@require_http_methods(FORM)
def proposal_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = one_line(request, number)
    require(allowance_policies.prepare_proposal, request.actor, line)
    form = _line_form(request, line.envelope, instance=line)
    return _write(
        request,
        line.envelope,
        form,
        lambda _: actions.change_proposal(line, form.proposal_input(), today=request.today, by=request.actor),
        line,
    )


def _line_form(request: SchoolRequest, envelope: ImpEnvelope, **first: Any) -> ProposalForm:
    form = ProposalForm(request.POST or None, school=request.member.school, today=request.today, **first)
    return form.offer_year(envelope.school_year, request.actor.person_id)


def _write(
    request: SchoolRequest,
    envelope: ImpEnvelope,
    form: ProposalForm,
    save: Callable[[dict[str, Any]], ImpProposal],
    line: ImpProposal | None = None,
) -> HttpResponse:
    rest = rates_named(request.GET.get("reste", ""), rates_of(year_named(envelope.school_year)))
    left = f" Reste du partage à préparer : {split_said(rest)}." if rest else ""
    return form_page(
        request,
        form,
        save,
        template="allowances/proposal_form.html",
        success=lambda saved: f"La ligne de {saved.person} est enregistrée.{left}",
        next_page=lambda saved: _next_line(request, saved, rest),
        context={
            "line": line,
            "year": envelope.school_year,
            "rest": split_said(rest),
            "again": "again" in request.POST if form.is_bound else bool(rest),
            "back": back_to(request, envelope.school_year),
        },
    )


def _next_line(request: SchoolRequest, line: ImpProposal, rest: tuple[int, ...]) -> str:
    """The line, or the next one of the same mission, at the next rate of the chosen sharing."""
    if "again" not in request.POST:
        return line_address(request, line.number)
    query: dict[str, Any] = {"mission": line.mission_id, "taux": rest[0] if rest else FULL}
    query |= {"reste": ",".join(map(str, rest[1:]))} if rest[1:] else {}
    page = address("allowances:proposal_add", request.member.school.uai, line.envelope.school_year)
    return f"{page}?{urlencode(query)}"


def line_address(request: SchoolRequest, number: int) -> str:
    return address("allowances:proposal_page", request.member.school.uai, number)


def press_line(
    request: SchoolRequest, number: int, act: Callable[[ImpProposal], Any], done: str
) -> HttpResponse:
    line = one_line(request, number)
    return button_page(
        request,
        lambda: act(line),
        success=done,
        next_page=line_address(request, number),
        show=lambda reasons: show_line(request, line, reasons),
    )


@require_POST
def proposal_present(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def present(line: ImpProposal) -> None:
        actions.present_proposal(line, today=request.today, by=request.actor)

    return press_line(request, number, present, "La proposition prend sa part de l’enveloppe.")


@require_POST
def proposal_withdraw(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    def withdraw(line: ImpProposal) -> None:
        actions.withdraw_proposal(line, by=request.actor)

    return press_line(request, number, withdraw, "La proposition est retirée.")


def ask_line(
    request: SchoolRequest,
    line: ImpProposal,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], Any],
    words: dict[str, str],
    right: Right,
) -> HttpResponse:
    """A short form about a line."""
    about = {
        "back": f"Proposition n° {line.number}",
        "help": f"{line.person}, {line.about}. {words['help']}",
    }
    return short_form(
        request,
        form,
        save,
        words | about,
        page=line_address(request, line.number),
        require=lambda: require(right, request.actor, line),
    )
