"""One part of a draft, with what it says today; one figure of a frozen report, with what is behind it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.traced_rows import opened_rows
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, button_page, form_page
from fanal.core.http import FORM, get_or_404, paginate, render_page
from fanal.core.stale import version_of
from fanal.reports.actions import report as actions
from fanal.reports.forms.report import ReportPartForm
from fanal.reports.models import BoardReport, ReportContent, ReportPart
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import agreed_people, composed, held_back, title_of
from fanal.reports.reading.frozen import ShownPart, figure_of, shown_block
from fanal.reports.views.report import page_of, report_or_404, show_report


def _part_or_404(request: SchoolRequest, report: BoardReport, pk: int) -> ReportPart:
    part: ReportPart = get_or_404(ReportPart.objects.for_school(report.school_id), report=report, pk=pk)
    return part


def _following(report: BoardReport, part: ReportPart) -> dict[str, Any]:
    """The part to write next, in the order of the report; none after the last."""
    rows = [each for each in report.parts.all() if (each.rank, each.pk) > (part.rank, part.pk)]
    return {"following": rows[0], "following_title": title_of(rows[0].code)} if rows else {}


def _shown(request: SchoolRequest, report: BoardReport, part: ReportPart) -> ShownPart:
    block = composed(report, request.member.school, part.code, request.today)
    kept, hidden = (None, []) if block is None else held_back(block, agreed_people(report))
    return shown_block(part.rank, title_of(part.code), part.text, kept, hidden, lambda code: "")


@require_http_methods(FORM)
def part_page(request: SchoolRequest, uai: str, board_report: int, report_part: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    part = _part_or_404(request, row, report_part)
    if request.method != "POST" and (row.is_frozen or row.is_at_work):
        return redirect(page_of(request, row))
    seen = request.POST.get("seen") or version_of(part, ("text",))
    return form_page(
        request,
        ReportPartForm(request.POST or None, school=request.member.school, instance=part),
        lambda values: actions.write_part(part, values["text"], by=request.actor, seen=seen),
        template="reports/part_page.html",
        success=SAVED,
        next_page=address("reports:part_page", uai, board_report, report_part),
        context=lambda: {
            "report": row,
            "part": part,
            "shown": _shown(request, row, part),
            "seen": seen,
            **_following(row, part),
        },
        require=lambda: require(policies.draft_report, request.actor, row),
    )


@require_POST
def part_raise(request: SchoolRequest, uai: str, board_report: int, report_part: int) -> HttpResponse:
    row = report_or_404(request, board_report)
    part = _part_or_404(request, row, report_part)
    return button_page(
        request,
        lambda: actions.raise_part(part, by=request.actor),
        success="",
        next_page=page_of(request, row),
        show=lambda reasons: show_report(request, row, reasons),
    )


@require_safe
def figure_page(request: SchoolRequest, uai: str, board_report: int, code: str) -> HttpResponse:
    """What is counted, both sides of it, and the rows behind, as they were."""
    row = report_or_404(request, board_report)
    rows = ReportContent.objects.for_school(row.school_id).defer("paper", "text_file", "brief", "slides")
    frozen = get_or_404(rows, report=row)
    figure = figure_of(frozen, code)
    if figure is None:
        raise Http404
    page = paginate(request, list(figure.figure.trace))
    context = {
        "report": row,
        "shown": figure,
        "page": page,
        "opened": opened_rows(request.member, page),
        "has_worth": any(each.worth for each in figure.figure.trace),
        "has_days": any(each.day for each in figure.figure.trace),
    }
    return render_page(request, "reports/figure_page.html", context)
