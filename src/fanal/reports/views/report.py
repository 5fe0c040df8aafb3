"""The reports: their list, and one of them, draft or frozen."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.calendars import calendar_of
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.views.thing_pages import ThingPages
from fanal.core.frozen.papers import printed_fingerprint
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.core.text.blocks import words_of_text
from fanal.reports.models import BoardReport, ReportContent, ReportPart
from fanal.reports.models.report import BoardReportQuerySet
from fanal.reports.policies import report as policies
from fanal.reports.reading.content import agreed_people, is_measured, title_of
from fanal.reports.reading.delegation import delegation_act
from fanal.reports.reading.frozen import ShownPart, shown_parts
from fanal.reports.reading.papers import made_for_head
from fanal.reports.rules.report import papers_day, papers_words
from fanal.reports.rules.words import ReportWords, report_words

RIGHTS = (
    policies.draft_report,
    policies.freeze_report,
    policies.correct_report,
    policies.send_report,
    policies.agree_to_figure,
)


def _rows(request: SchoolRequest) -> BoardReportQuerySet:
    require(policies.read_reports, request.actor, None)
    rows: BoardReportQuerySet = BoardReport.objects.visible_to(request.member)
    return rows.defer("preview")


@dataclass(frozen=True, kw_only=True)
class ReportList(Page):
    template = "reports/report_list.html"

    page: Paged
    school: School
    wants_drafts: bool

    @property
    def words(self) -> ReportWords:
        return report_words(is_private=self.school.is_private)


@require_safe
def report_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_reports, request.actor, None)
    school = request.member.school
    annotate_permissions([school], policies.draft_report, to=request.actor)
    rows = BoardReport.objects.visible_to(request.member)
    wants_drafts = request.GET.get("vue") == "brouillons"
    rows = rows.drafts() if wants_drafts else rows
    page = ReportList(page=paginate(request, rows.for_list()), school=school, wants_drafts=wants_drafts)
    return render(request, page)


@require_safe
def report_page(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    return show_report(request, REPORTS.one(request, board_report), [])


def show_report(request: SchoolRequest, report: BoardReport, reasons: list[str]) -> HttpResponse:
    """A frozen one as it was; a draft by its parts, each of which is composed on its own page."""
    rows = BoardReport.objects.visible_to(request.member).only("title", "number", "frozen_at")
    corrected = rows.filter(number=report.corrects).first() if report.corrects else None
    show = _frozen_page if report.is_frozen else _draft_page
    return render(request, show(request, report, corrected, reasons))


@dataclass(frozen=True, kw_only=True)
class FrozenReportPage(Page):
    """The content as it was frozen, its mails, the report that it corrects and the one that corrects it."""

    template = "reports/frozen_page.html"

    report: BoardReport
    reasons: list[str]
    words: ReportWords
    corrected: BoardReport | None
    correction: BoardReport | None
    frozen: ReportContent
    fingerprint: str
    parts: list[ShownPart]
    page: Paged

    @property
    def made_for_head(self) -> str:
        return made_for_head(self.frozen.data)


def _frozen_page(
    request: SchoolRequest, report: BoardReport, corrected: BoardReport | None, reasons: list[str]
) -> FrozenReportPage:
    school = request.member.school
    contents = ReportContent.objects.for_school(school)
    frozen = get_or_404(contents.defer("paper", "text_file", "brief", "slides"), report=report)
    corrections = BoardReport.objects.visible_to(request.member).filter(corrects=report.number)
    return FrozenReportPage(
        report=report,
        reasons=reasons,
        words=report_words(is_private=school.is_private),
        corrected=corrected,
        correction=corrections.only("title", "number", "frozen_at").order_by("-number").first(),
        frozen=frozen,
        fingerprint=printed_fingerprint("reports.report", report),
        parts=shown_parts(frozen, school.uai),
        page=paginate(request, report.sendings.with_mail().order_by("send_on", "pk")),
    )


@dataclass(frozen=True, kw_only=True)
class DraftReportPage(Page):
    """The parts to compose, each with its title and its first words; whether this reader agreed to it.

    `papers`: when they leave for the board; `delegation`: the act that a deputy's signature cites.
    """

    template = "reports/draft_page.html"

    report: BoardReport
    reasons: list[str]
    words: ReportWords
    corrected: BoardReport | None
    parts: list[tuple[ReportPart, str, str]]
    papers: str
    is_delegate: bool
    delegation: str
    has_agreed: bool
    is_measured: bool


def _draft_page(
    request: SchoolRequest, report: BoardReport, corrected: BoardReport | None, reasons: list[str]
) -> DraftReportPage:
    school, person_id = request.member.school, request.actor.person_id
    words = report_words(is_private=school.is_private)
    has_agreed = person_id in agreed_people(report)
    is_delegate = request.actor.has(Role.DEPUTY) and not request.actor.has(Role.HEAD)
    cites = is_delegate and words.has_delegation
    return DraftReportPage(
        report=report,
        reasons=reasons,
        words=words,
        corrected=corrected,
        parts=[(part, title_of(part.code), words_of_text(part.text)) for part in report.parts.all()],
        papers=_papers(request, report),
        is_delegate=is_delegate,
        delegation=delegation_act(school, person_id, request.today) if cites else "",
        has_agreed=has_agreed,
        is_measured=has_agreed or is_measured(report, school, person_id),
    )


def _papers(request: SchoolRequest, report: BoardReport) -> str:
    """When the papers of a board leave; a private school has no board."""
    school = request.member.school
    if school.is_private:
        return ""
    leaves_on = papers_day(report.board_on, calendar_of(school)) if report.board_on else None
    return papers_words(leaves_on, request.today)


REPORTS = ThingPages[BoardReport](
    rows=_rows,
    key="board_report",
    page_address="reports:report_page",
    list_address="reports:report_list",
    plural="Rapports",
    rights=RIGHTS,
    show=show_report,
)


@require_safe
def report_state(request: SchoolRequest, uai: str, board_report: int) -> HttpResponse:
    """Asked by the page of a report while a job works: nothing new, or « look again »."""
    answer = HttpResponse(status=204)
    if not REPORTS.one(request, board_report).is_at_work:
        answer.headers["HX-Refresh"] = "true"
    return answer
