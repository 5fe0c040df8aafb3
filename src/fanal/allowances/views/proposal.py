"""One line: written, presented, decided, withdrawn, taken over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import Right, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.accounts.views.thing_pages import ThingPages
from fanal.allowances.actions import proposal as actions
from fanal.allowances.forms.allowance import ProposalForm
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.models.proposal import ImpProposalQuerySet
from fanal.allowances.policies import allowance as policies
from fanal.allowances.reading import proposal as reading
from fanal.allowances.rules.rates import FULL, rates_named, rates_of, split_said
from fanal.allowances.views.allowance import back_to, one_envelope
from fanal.allowances.views.short_form import AllowanceFormPage
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage, render
from fanal.missions.policies.sharing import keep_missions
from fanal.year.rules.years import year_named


def _rows(request: SchoolRequest) -> ImpProposalQuerySet:
    rows: ImpProposalQuerySet = ImpProposal.objects.for_school(request.member.school)
    return rows.select_related("envelope__school", "mission", "person", "school")


def show_line(request: SchoolRequest, line: ImpProposal, reasons: list[str]) -> HttpResponse:
    back = back_to(request, line.envelope.school_year)
    return render(request, reading.page_of(line, request.actor, request.today, back=back, reasons=reasons))


class LinePages(ThingPages[ImpProposal]):
    """The lines, as whoever asks may read them."""

    def one(self, request: SchoolRequest, key: int) -> ImpProposal:
        """The management reads all of them; each person theirs; for anybody else there is nothing here."""
        line = super().one(request, key)
        if not line.can["read_allowances"] and not line.can["read_own_proposal"]:
            raise Http404
        return line


LINES = LinePages(
    rows=_rows,
    key="number",
    known_by="number",
    page_address="allowances:proposal_page",
    list_address="allowances:allowance_list",
    plural="Missions et indemnités",
    rights=(
        policies.read_allowances,
        policies.read_own_proposal,
        policies.prepare_proposal,
        policies.agree_to_proposal,
        policies.record_agreement,
        policies.remind_of_agreement,
        policies.present_proposal,
        policies.record_decision,
        policies.correct_decision,
        policies.withdraw_proposal,
        policies.certify_substitution,
    ),
    show=show_line,
)


@require_safe
def proposal_page(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    return show_line(request, LINES.one(request, number), [])


proposal_present = LINES.button(
    lambda request, line, keys: actions.present_proposal(line, **on_day(request)),
    success="La proposition prend sa part de l’enveloppe.",
)
proposal_withdraw = LINES.button(
    lambda request, line, keys: actions.withdraw_proposal(line, by=request.actor),
    success="La proposition est retirée.",
)


@dataclass(frozen=True, kw_only=True)
class ProposalFormPage(FormPage):
    """`rest`: the other rates of the chosen sharing, in words; `is_followed`: another line is next."""

    template = "allowances/proposal_form.html"

    line: ImpProposal | None
    year: str
    rest: str
    is_followed: bool
    back: str


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
        lambda _: actions.prepare_proposal(envelope, form.proposal_input(), **on_day(request)),
    )


@require_http_methods(FORM)
def proposal_change(request: SchoolRequest, uai: str, number: int) -> HttpResponse:
    line = LINES.one(request, number)
    require(policies.prepare_proposal, request.actor, line)
    form = _line_form(request, line.envelope, instance=line)
    return _write(
        request,
        line.envelope,
        form,
        lambda _: actions.change_proposal(line, form.proposal_input(), **on_day(request)),
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
    to_prepare = f" Reste du partage à préparer : {split_said(rest)}." if rest else ""
    page = ProposalFormPage(
        form=form,
        line=line,
        year=envelope.school_year,
        rest=split_said(rest),
        is_followed="again" in request.POST if form.is_bound else bool(rest),
        back=back_to(request, envelope.school_year),
    )
    return form_page(
        request,
        page,
        save,
        success=lambda saved: f"La ligne de {saved.person} est enregistrée.{to_prepare}",
        next_page=lambda saved: _next_line(request, saved, rest),
    )


def _next_line(request: SchoolRequest, line: ImpProposal, rest: tuple[int, ...]) -> str:
    """The line, or the next one of the same mission, at the next rate of the chosen sharing."""
    if "again" not in request.POST:
        return LINES.page_of(request, line)
    query: dict[str, Any] = {"mission": line.mission_id, "taux": rest[0] if rest else FULL}
    query |= {"reste": ",".join(map(str, rest[1:]))} if rest[1:] else {}
    page = address("allowances:proposal_add", request.member.school.uai, line.envelope.school_year)
    return f"{page}?{urlencode(query)}"


def line_form_page(
    request: SchoolRequest,
    line: ImpProposal,
    form: forms.BaseForm,
    save: Callable[[dict[str, Any]], object],
    *,
    title: str,
    detail: str,
    button: str,
    success: str,
    right: Right,
) -> HttpResponse:
    """A short form about a line, under whom and what it is for."""
    page = LINES.page_of(request, line)
    trail = [(f"Proposition n° {line.number}", page)]
    about = f"{line.person}, {line.about}. {detail}"
    return form_page(
        request,
        AllowanceFormPage(form=form, title=title, detail=about, button=button, trail=trail),
        save,
        success=success,
        next_page=page,
        require=lambda: require(right, request.actor, line),
    )
