"""The reports: their list, one of them, what is asked of it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, at_moment, on_day
from fanal.core.addresses import address
from fanal.core.blocks import words_of_text
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.stale import version_of
from fanal.reports.actions import freezing
from fanal.reports.actions import report as actions
from fanal.reports.forms.report import BoardReportForm
from fanal.reports.models import BoardReport, ReportContent
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import agreed_people, is_measured, title_of
from fanal.reports.reading.frozen import shown_parts
from fanal.reports.rules.report import papers_words

RIGHTS = (
    policies.draft_report,
    policies.freeze_report,
    policies.correct_report,
    policies.send_report,
    policies.agree_to_figure,
)
SEEN = ("title", "board_on", "period")


def report_or_404(request: SchoolRequest, pk: int) -> BoardReport:
    """One report, with what its reader may do to it."""
    require(policies.read_reports, request.actor, None)
    rows = BoardReport.objects.visible_to(request.member).defer("preview")
    report: BoardReport = get_or_404(rows, pk=pk)
    annotate_permissions([report], *RIGHTS, to=request.actor)
    return report


def page_of(request: SchoolRequest, report: BoardReport) -> str:
    return address("reports:report_page", request.member.school.uai, report.pk)


@require_safe
def report_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_reports, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.draft_report, to=request.actor)
    rows = BoardReport.objects.visible_to(request.member)
    wants_drafts = request.GET.get("vue") == "brouillons"
    rows = rows.drafts() if wants_drafts else rows
    context = {"page": paginate(request, rows.for_list()), "school": school, "wants_drafts": wants_drafts}
    return render_page(request, "reports/report_list.html", context)


@require_safe
def report_page(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    return show_report(request, report_or_404(request, board_report), [])


def show_report(request: SchoolRequest, report: BoardReport, reasons: list[str]) -> HttpResponse:
    """A frozen one as it was; a draft by its parts, each of which is composed on its own page."""
    rows = BoardReport.objects.visible_to(request.member).only("title", "number", "frozen_at")
    context: dict[str, Any] = {
        "report": report,
        "reasons": reasons,
        "corrected": rows.filter(number=report.corrects).first() if report.corrects else None,
    }
    if report.is_frozen:
        kept = ReportContent.objects.for_school(report.school_id)
        frozen = get_or_404(kept.defer("paper", "text_file", "brief", "slides"), report=report)
        sendings = report.sendings.with_mail().order_by("send_on", "pk")
        context |= {
            "frozen": frozen,
            "parts": shown_parts(frozen, request.member.school.uai),
            "page": paginate(request, sendings),
            "correction": rows.filter(corrects=report.number).order_by("-number").first(),
        }
        return render_page(request, "reports/frozen_page.html", context)
    school, person_id = request.member.school, request.actor.person_id
    has_agreed = person_id in agreed_people(report)
    context |= {
        "parts": [(part, title_of(part.code), words_of_text(part.text)) for part in report.parts.all()],
        "papers": papers_words(report.papers_by, request.today),
        "has_agreed": has_agreed,
        "is_measured": has_agreed or is_measured(report, school, person_id),
    }
    return render_page(request, "reports/draft_page.html", context)


@require_safe
def report_state(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    """Asked by the page of a report while a job works: nothing new, or « look again »."""
    answer = HttpResponse(status=204)
    if not report_or_404(request, board_report).is_at_work:
        answer.headers["HX-Refresh"] = "true"
    return answer


@require_http_methods(FORM)
def report_add(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school

    def begin(values: dict[str, Any]) -> BoardReport:
        return actions.begin_report(school, values, values.pop("parts"), **on_day(request))

    return form_page(
        request,
        BoardReportForm(request.POST or None, school=school, today=request.today),
        begin,
        template="reports/report_form.html",
        success="Le brouillon est prêt : relisez ses parties, puis figez-le.",
        next_page=lambda made: page_of(request, made),
        context={"title": "Nouveau rapport", "button": "Commencer"},
        require=lambda: require(policies.draft_report, request.actor, None),
    )


@require_http_methods(FORM)
def report_change(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    form = BoardReportForm(
        request.POST or None, school=request.member.school, today=request.today, instance=row
    )
    seen = request.POST.get("seen") or version_of(row, SEEN)

    def change(values: dict[str, Any]) -> BoardReport:
        return actions.change_report(row, values, values.pop("parts"), seen=seen, **on_day(request))

    return form_page(
        request,
        form,
        change,
        template="reports/report_form.html",
        success=SAVED,
        next_page=page_of(request, row),
        context={"title": "Modifier le rapport", "button": "Enregistrer", "report": row, "seen": seen},
        require=lambda: require(policies.draft_report, request.actor, row),
    )


def _press(
    request: SchoolRequest, report: BoardReport, act: Callable[[], object], success: str, next_page: str = ""
) -> HttpResponse:
    return button_page(
        request,
        act,
        success=success,
        next_page=next_page or page_of(request, report),
        show=lambda reasons: show_report(request, report, reasons),
    )


@require_POST
def report_remove(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    return _press(
        request,
        row,
        lambda: actions.remove_report(row, by=request.actor),
        "Le brouillon est supprimé.",
        address("reports:report_list", uai),
    )


@require_POST
def report_correct(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    """To the draft that corrects it, which is begun or was."""
    row = report_or_404(request, board_report)
    return button_page(
        request,
        lambda: actions.correct_report(row, **on_day(request)),
        success="Ses parties et ses textes sont repris : relisez, ses chiffres sont ceux d’aujourd’hui.",
        next_page=lambda made: page_of(request, made),
        show=lambda reasons: show_report(request, row, reasons),
    )


@require_POST
def report_freeze(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    return _press(request, row, lambda: freezing.ask_freeze(row, **at_moment(request)), "")


@require_POST
def report_preview(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    return _press(request, row, lambda: freezing.ask_preview(row, **at_moment(request)), "")


@require_POST
def report_agree(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    """« J’accepte », or « Je n’accepte plus »: the same button, as it stood on the page."""
    row, is_given = report_or_404(request, board_report), request.POST.get("accord") == "oui"
    return _press(
        request,
        row,
        lambda: actions.agree_to_figure(row, is_given=is_given, now=timezone.now(), by=request.actor),
        "Votre accord est noté." if is_given else "C’est noté : votre délai ne figurera pas.",
    )
