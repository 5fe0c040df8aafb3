"""What is asked of a report: a draft begun, changed, frozen, removed; a frozen one corrected."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import ChangePage
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.forms.report import BoardReportForm
from fanal.reports.models import BoardReport
from fanal.reports.policies import report as policies
from fanal.reports.views.report import REPORTS, show_report

FREEZING = "C’est demandé : le rapport se fige, ses chiffres et ses textes ne changeront plus."
SEEN = ("title", "board_on", "period")


@dataclass(frozen=True, kw_only=True)
class ReportFormPage(ChangePage):
    """`report`: the one that is changed; none for a new one."""

    template = "reports/report_form.html"

    title: str
    button: str
    report: BoardReport | None = None


@require_http_methods(FORM)
def report_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school

    def begin(values: dict[str, Any]) -> BoardReport:
        return actions.begin_report(school, values, values.pop("parts"), **on_day(request))

    form = BoardReportForm(request.POST or None, school=school, today=request.today)
    return form_page(
        request,
        ReportFormPage(form=form, title="Nouveau rapport", button="Commencer"),
        begin,
        success="Le brouillon est prêt : relisez ses parties, puis figez-le.",
        next_page=lambda begun: REPORTS.page_of(request, begun),
        require=lambda: require(policies.draft_report, request.actor, None),
    )


@require_http_methods(FORM)
def report_change(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row, school = REPORTS.one(request, board_report), request.member.school
    form = BoardReportForm(request.POST or None, school=school, today=request.today, instance=row)
    seen = request.POST.get("seen") or version_of(row, SEEN)
    page = ReportFormPage(form=form, title="Modifier le rapport", button="Enregistrer", report=row, seen=seen)

    def change(values: dict[str, Any]) -> BoardReport:
        return actions.change_report(row, values, values.pop("parts"), seen=seen, **on_day(request))

    return form_page(
        request,
        page,
        change,
        success=SAVED,
        next_page=REPORTS.page_of(request, row),
        require=lambda: require(policies.draft_report, request.actor, row),
    )


report_remove = REPORTS.button(
    lambda request, row, named: actions.remove_report(row, by=request.actor),
    success="Le brouillon est supprimé.",
    leads_to_list=True,
)
report_freeze = REPORTS.button(
    lambda request, row, named: freezing.ask_freeze(row, **at_moment(request)), success=FREEZING
)
report_preview = REPORTS.button(lambda request, row, named: freezing.ask_preview(row, **at_moment(request)))


@require_POST
def report_correct(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    """To the draft that corrects it, which is begun or was."""
    row = REPORTS.one(request, board_report)
    return button_page(
        request,
        lambda: actions.correct_report(row, **on_day(request)),
        success="Ses parties et ses textes sont repris : relisez, ses chiffres sont ceux d’aujourd’hui.",
        next_page=lambda draft: REPORTS.page_of(request, draft),
        show=lambda reasons: show_report(request, row, reasons),
    )


@require_POST
def report_agree(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    """« J’accepte », or « Je n’accepte plus »: the same button, as it stood on the page."""
    row, is_given = REPORTS.one(request, board_report), request.POST.get("accord") == "oui"
    return button_page(
        request,
        lambda: actions.agree_to_figure(row, is_given=is_given, now=timezone.now(), by=request.actor),
        success="Votre accord est noté." if is_given else "C’est noté : votre délai ne figurera pas.",
        next_page=REPORTS.page_of(request, row),
        show=lambda reasons: show_report(request, row, reasons),
    )
