"""The indicators of the school on one page, and as a file; the agreement of an only référent."""

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.addresses import address
from fanal.core.form_page import button_page
from fanal.core.http import render_page
from fanal.core.sheets.download import download
from fanal.indicators.actions import value as actions
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.charts import overview, summary
from fanal.indicators.reading.export import HEADERS, rows_of
from fanal.indicators.reading.series import WITHHELD, lines_of


@require_safe
def dashboard(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_indicators, request.actor, None)
    lines, school = lines_of(request.member, request.today), request.member.school
    annotate_permissions([school], policies.choose_indicators, policies.import_values, to=request.actor)
    own = [line for line in lines if line.last_value and line.last_value.whose_id == request.actor.person_id]
    context = {
        "school": school,
        "lines": lines,
        "summary": summary(lines),
        "chart": overview(lines),
        "withheld": WITHHELD,
        "is_asked_to_agree": any(line.is_withheld for line in own),
        "has_agreed": bool(own) and not any(line.is_withheld for line in own),
    }
    return render_page(request, "indicators/dashboard.html", context)


@require_safe
def dashboard_export(request: SchoolRequest, uai: str, form: str) -> FileResponse:
    require(policies.read_indicators, request.actor, None)
    rows = rows_of(lines_of(request.member, request.today))
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
