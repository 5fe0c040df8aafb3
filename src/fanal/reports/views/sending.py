"""A frozen report is sent to addresses of people who never sign in."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import form_page
from fanal.core.pages.page import FormPage
from fanal.reports.actions import sending as actions
from fanal.reports.forms.report import ReportSendingForm
from fanal.reports.models import BoardReport
from fanal.reports.policies import report as policies
from fanal.reports.views.report import REPORTS


@dataclass(frozen=True, kw_only=True)
class SendingPage(FormPage):
    template = "reports/send_form.html"

    report: BoardReport


@require_http_methods(FORM)
def report_send(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = REPORTS.one(request, board_report)
    if not row.is_frozen:
        raise Http404
    form = ReportSendingForm(
        request.POST or None, school=request.member.school, initial={"send_on": request.today}
    )
    return form_page(
        request,
        SendingPage(form=form, report=row),
        lambda values: actions.send_report(
            row,
            values["addresses"],
            values["send_on"],
            today=request.today,
            now=timezone.now(),
            by=request.actor,
        ),
        success="C’est noté : la liste dit quand chaque courriel est parti.",
        next_page=REPORTS.page_of(request, row),
        require=lambda: require(policies.send_report, request.actor, row),
    )
