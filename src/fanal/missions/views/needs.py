"""The needs of the service in a year: read beside its figures, written, closed for good, on paper."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.agenda.views.years import known_year, page_of_year, year_chips, year_of_address
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.answers import FORM, attached_pdf, found_or_404
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.core.registry import YEAR_REPORTS, registered
from fanal.missions.actions import sharing as actions
from fanal.missions.forms.sharing import NeedsForm
from fanal.missions.models import NeedsAssessment, ParticularMission
from fanal.missions.policies import sharing as policies
from fanal.missions.reading import sharing as reading
from fanal.missions.reading.needs_paper import needs_paper
from fanal.year.rules.years import SchoolYear

NEEDS = Path(__file__).parents[1] / "documents" / "needs.typ"
CLOSED = "La fiche est arrêtée : ses chiffres ne changent plus."


@dataclass(frozen=True, kw_only=True)
class NeedsPage(Page):
    """`needs`: None while nobody wrote the sheet; `may_prepare`: whoever reads may write it, or begin it.

    `figures`: those of `figures_year` beside the year before; `reports`: (title, day, address) of each.
    """

    template = "missions/needs_page.html"

    school: School
    year: str
    chips: list[FilterChip]
    needs: NeedsAssessment | None
    may_prepare: bool
    figures: list[list[str]]
    figures_year: SchoolYear
    mission: ParticularMission | None
    reports: list[tuple[str, date, str]]
    reasons: list[str]

    @property
    def year_before(self) -> SchoolYear:
        return self.figures_year.previous


@require_safe
def needs_page(request: SchoolRequest, uai: str) -> HttpResponse:
    return _show(request, year_of_address(request, request.today), [])


def _show(request: SchoolRequest, year: str, reasons: list[str]) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    school, today = request.member.school, request.today
    needs, figures_year = reading.needs_of(school, year), reading.counted_year(year, today)
    annotate_permissions([needs] if needs else [], policies.appreciate_needs, to=request.actor)
    annotate_permissions([school], policies.keep_missions, to=request.actor)
    page = NeedsPage(
        school=school,
        year=year,
        chips=year_chips(request, "shares:needs", year),
        needs=needs,
        may_prepare=policies.prepare_needs(request.actor, needs),
        figures=reading.needs_figures(school, year, needs, today=today),
        figures_year=figures_year,
        mission=reading.digital_mission(school, year),
        reports=[row for find in registered(YEAR_REPORTS) for row in find(request.member, figures_year)],
        reasons=reasons,
    )
    return render(request, page)


@require_safe
def needs_file(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    require(policies.read_sharing, request.actor, None)
    label = known_year(year, request.today)
    data = needs_paper(request.member.school, label, today=request.today)
    return attached_pdf(typeset_whole(NEEDS, data), f"besoins-{label}-{uai}")


@dataclass(frozen=True, kw_only=True)
class NeedsFormPage(FormPage):
    """`back`: the page of the needs of that year."""

    template = "missions/needs_form.html"

    year: str
    back: str


@require_http_methods(FORM)
def needs_form(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    school, actor = request.member.school, request.actor
    needs, data = reading.needs_of(school, known_year(year, request.today)), request.POST or None
    can_appreciate = policies.appreciate_needs(actor, needs)
    form = NeedsForm(data, school=school, instance=needs, can_appreciate=can_appreciate)
    back, seen = page_of_year(request, "shares:needs", year), request.POST.get("seen")

    def show(reasons: list[str]) -> NeedsFormPage:
        if form.is_bound and form.is_valid():  # refused for what another wrote meanwhile
            form.compare(reading.needs_of(school, year))
        return NeedsFormPage(form=form, reasons=reasons, year=year, back=back)

    return form_page(
        request,
        form,
        lambda values: actions.write_needs(school, year, values, by=actor, seen=seen),
        success="La fiche des besoins est enregistrée.",
        next_page=back,
        require=lambda: require(policies.prepare_needs, actor, needs),
        show=show,
    )


@require_POST
def needs_close(request: SchoolRequest, uai: str, year: str) -> HttpResponse:
    school, today, is_reopened = request.member.school, request.today, "reopen" in request.POST
    needs: NeedsAssessment = found_or_404(reading.needs_of(school, known_year(year, today)))

    def act() -> None:
        if is_reopened:
            actions.reopen_needs(needs, by=request.actor)
        else:
            actions.close_needs(needs, today=today, by=request.actor)

    return button_page(
        request,
        act,
        success="La fiche est rouverte." if is_reopened else CLOSED,
        next_page=page_of_year(request, "shares:needs", year),
        show=lambda reasons: _show(request, year, reasons),
    )
