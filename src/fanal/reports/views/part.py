"""One part of a draft, with what it says today; one figure of a report, with what is behind it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.database.order import Step
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404, paginate
from fanal.core.pages.form_page import SAVED, button_page, form_page
from fanal.core.pages.page import ChangePage, Page, Paged, render
from fanal.core.text.french import full_day
from fanal.measures.reading.report_blocks import ReportBlock
from fanal.measures.reading.traced_rows import GoneRows, opened_rows
from fanal.reports.actions import report as actions
from fanal.reports.forms.report import ReportPartForm
from fanal.reports.models import BoardReport, ReportContent, ReportPart
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import agreed_people, composed, held_back, title_of
from fanal.reports.reading.frozen import ReportFigure, ShownPart, figure_of, shown_block
from fanal.reports.views.report import REPORTS, show_report


def _part(request: SchoolRequest, report: BoardReport, pk: int) -> ReportPart:
    part: ReportPart = get_or_404(ReportPart.objects.for_school(report.school_id), report=report, pk=pk)
    return part


def _following(report: BoardReport, part: ReportPart) -> ReportPart | None:
    """The part to write next, in the order of the report; none after the last."""
    rows = [each for each in report.parts.all() if (each.rank, each.pk) > (part.rank, part.pk)]
    return rows[0] if rows else None


def _composed(
    request: SchoolRequest, report: BoardReport, part: ReportPart
) -> tuple[ReportBlock | None, list[str]]:
    """What the part says today, without what is held back; then the labels of that."""
    block = composed(report, request.member.school, part.code, request.today)
    return (None, []) if block is None else held_back(block, agreed_people(report))


def _body(request: SchoolRequest, report: BoardReport, part: ReportPart) -> ShownPart:
    uai = request.member.school.uai

    def url_of(code: str) -> str:
        return address("reports:part_figure", uai, report.pk, part.pk, code)

    return shown_block(part.rank, title_of(part.code), part.text, *_composed(request, report, part), url_of)


@dataclass(frozen=True, kw_only=True)
class PartPage(ChangePage):
    """`body`: what the part says today; `following`: the part to write next."""

    template = "reports/part_page.html"

    report: BoardReport
    part: ReportPart
    body: ShownPart
    following: ReportPart | None

    @property
    def following_title(self) -> str:
        return title_of(self.following.code) if self.following else ""


@require_http_methods(FORM)
def part_page(request: SchoolRequest, uai: str, board_report: int, report_part: int) -> HttpResponse:
    row = REPORTS.one(request, board_report)
    part = _part(request, row, report_part)
    if request.method != "POST" and (row.is_frozen or row.is_at_work):
        return redirect(REPORTS.page_of(request, row))
    seen = request.POST.get("seen") or version_of(part, ("text",))
    form = ReportPartForm(request.POST or None, school=request.member.school, instance=part)
    return form_page(
        request,
        form,
        lambda values: actions.write_part(part, values["text"], by=request.actor, seen=seen),
        success=SAVED,
        next_page=address("reports:part_page", uai, board_report, report_part),
        require=lambda: require(policies.draft_report, request.actor, row),
        show=lambda reasons: PartPage(
            form=form,
            reasons=reasons,
            seen=seen,
            report=row,
            part=part,
            body=_body(request, row, part),
            following=_following(row, part),
        ),
    )


@require_POST
def part_move(
    request: SchoolRequest, uai: str, board_report: int, report_part: int, step: Step
) -> HttpResponse:
    row = REPORTS.one(request, board_report)
    part = _part(request, row, report_part)
    return button_page(
        request,
        lambda: actions.move_part(part, step, by=request.actor),
        success="",
        next_page=REPORTS.page_of(request, row),
        show=lambda reasons: show_report(request, row, reasons),
    )


@require_safe
def part_figure(
    request: SchoolRequest, uai: str, board_report: int, report_part: int, code: str
) -> HttpResponse:
    """A figure of a draft: what is counted today."""
    row = REPORTS.one(request, board_report)
    if row.is_frozen:
        return redirect("reports:figure", uai, row.pk, code)
    if row.is_at_work:
        return redirect(REPORTS.page_of(request, row))
    require(policies.draft_report, request.actor, row)
    part = _part(request, row, report_part)
    block, _ = _composed(request, row, part)
    figure = block.figure(code) if block else None
    if figure is None:
        raise Http404
    return _figure(request, row, ReportFigure(title_of(part.code), figure, GoneRows()))


@require_safe
def figure_page(request: SchoolRequest, uai: str, board_report: int, code: str) -> HttpResponse:
    """What was counted, both sides of it, and the rows behind, as they were."""
    row = REPORTS.one(request, board_report)
    rows = ReportContent.objects.for_school(row.school_id).defer("paper", "text_file", "brief", "slides")
    frozen = get_or_404(rows, report=row)
    figure = figure_of(frozen, code)
    if figure is None:
        raise Http404
    return _figure(request, row, figure)


@dataclass(frozen=True, kw_only=True)
class FigurePage(Page):
    """`opened`: the keys of the rows that this reader may open."""

    template = "reports/figure_page.html"

    report: BoardReport
    report_figure: ReportFigure
    page: Paged
    opened: frozenset[str]

    @property
    def freshness(self) -> str:
        if self.report.frozen_at is None:
            return "Tel que c’est compté aujourd’hui."
        day = full_day(timezone.localdate(self.report.frozen_at))
        return f"Figé le {day}. Ce chiffre ne change plus."

    @property
    def has_worth(self) -> bool:
        return any(each.worth for each in self.report_figure.figure.trace)

    @property
    def has_days(self) -> bool:
        return any(each.day for each in self.report_figure.figure.trace)


def _figure(request: SchoolRequest, report: BoardReport, report_figure: ReportFigure) -> HttpResponse:
    page = paginate(request, list(report_figure.figure.trace))
    opened = opened_rows(request.member, page)
    return render(request, FigurePage(report=report, report_figure=report_figure, page=page, opened=opened))
