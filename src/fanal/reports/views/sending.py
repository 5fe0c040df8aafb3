"""A frozen report is sent to addresses of people who never sign in."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.form_page import form_page
from fanal.core.http import FORM
from fanal.reports.actions import sending as actions
from fanal.reports.forms.report import ReportSendingForm
from fanal.reports.policies import report as policies
from fanal.reports.views.report import page_of, report_or_404


@require_http_methods(FORM)
def report_send(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    if not row.is_frozen:
        raise Http404
    return form_page(
        request,
        ReportSendingForm(
            request.POST or None, school=request.member.school, initial={"send_on": request.today}
        ),
        lambda values: actions.send_report(
            row,
            values["addresses"],
            values["send_on"],
            today=request.today,
            now=timezone.now(),
            by=request.actor,
        ),
        template="reports/send_form.html",
        success="C’est noté : la liste dit quand chaque courriel est parti.",
        next_page=page_of(request, row),
        context={"report": row},
        require=lambda: require(policies.send_report, request.actor, row),
    )
