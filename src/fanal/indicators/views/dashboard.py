"""The indicators of the school on one page, and as a file; the agreement of an only référent."""

from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.charts import Chart
from fanal.core.http.addresses import address
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.sheets.download import download
from fanal.indicators.actions import value as actions
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.charts import overview, summary
from fanal.indicators.reading.export import HEADERS, rows_of
from fanal.indicators.reading.series import IndicatorLine, lines_of


@dataclass(frozen=True, kw_only=True)
class IndicatorsPage(Page):
    """`is_asked_to_agree`, `has_agreed`: of an only référent, whose delays these are."""

    template = "indicators/dashboard.html"

    school: School
    lines: list[IndicatorLine]
    summary: str
    chart: Chart | None
    is_asked_to_agree: bool
    has_agreed: bool


@require_safe
def dashboard(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_indicators, request.actor, None)
    lines, school = lines_of(request.member, request.today), request.member.school
    annotate_permissions([school], policies.choose_indicators, policies.import_values, to=request.actor)
    own = [line for line in lines if line.last_value and line.last_value.whose_id == request.actor.person_id]
    is_any_withheld = any(line.is_withheld for line in own)
    page = IndicatorsPage(
        school=school,
        lines=lines,
        summary=summary(lines),
        chart=overview(lines),
        is_asked_to_agree=is_any_withheld,
        has_agreed=bool(own) and not is_any_withheld,
    )
    return render(request, page)


@require_safe
def dashboard_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    require(policies.read_indicators, request.actor, None)
    rows = rows_of(lines_of(request.member, request.today), uai)
    name = f"indicateurs-{uai}-{request.today:%Y-%m-%d}"
    return download(form, HEADERS, rows, name=name, title="Indicateurs")


@require_POST
def delays_agree(request: SchoolRequest, uai: str) -> HttpResponse:
    return _agreement(request, uai, agrees=True, success="Vos délais peuvent figurer dans les rapports.")


@require_POST
def delays_withhold(request: SchoolRequest, uai: str) -> HttpResponse:
    return _agreement(request, uai, agrees=False, success="Vos délais ne sortent plus de cette page.")


def _agreement(request: SchoolRequest, uai: str, *, agrees: bool, success: str) -> HttpResponse:
    person = request.member.own_person
    return button_page(
        request,
        lambda: actions.agree_on_delays(person, agrees=agrees, today=request.today, by=request.actor),
        success=success,
        next_page=address("indicators:dashboard", uai),
    )
