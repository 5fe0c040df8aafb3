"""The ministry's public calendar, dropped as a file: read, shown beside what is here, then kept."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import FileRequest, SchoolRequest
from fanal.accounts.views.access import reads_first
from fanal.core.errors import RuleBroken, reasons_of_refusal
from fanal.core.files.uploads import content_of, file_of, name_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, render
from fanal.core.text.french import counted
from fanal.schools.actions import calendar_import as actions
from fanal.schools.formats.calendar_file import CalendarEvent, read_calendar
from fanal.schools.forms.settings import PeriodForm
from fanal.schools.rules.official_calendar import PublishedPeriod

NO_FILE = "Choisissez le fichier du calendrier scolaire."
NOT_SENT = "Cet aperçu n’est plus complet : déposez de nouveau le fichier."
MOST_PERIODS = 60  # of one zone, in two years
FIELDS = ("name", "first_day", "back_on")
END, KNOWN = "end", "known"  # whether the file publishes the end of a period


def read_file(request: FileRequest) -> list[CalendarEvent]:
    file = file_of(request, missing=NO_FILE)
    return read_calendar(content_of(file), name_of(file))


@dataclass(frozen=True, kw_only=True)
class CalendarFile(Page):
    template = "schools/calendar_file.html"

    reasons: list[str]


@dataclass(frozen=True, kw_only=True)
class CalendarPreview(Page):
    """`plan`: what the file would change; `refused`: why some of its periods are not taken."""

    template = "schools/calendar_preview.html"

    plan: list[actions.PlannedPeriod]
    refused: list[str]

    @property
    def count(self) -> int:
        return sum(period.is_written for period in self.plan)


@reads_first(read_file, may=policies.change_settings)
@require_http_methods(FORM)
def calendar_file(request: FileRequest, uai: str) -> HttpResponse:
    """By hand, not `form_page`: it keeps nothing, and leads to the preview of what the file would change."""
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    reasons: list[str] = []
    if request.method == "POST":
        reasons = request.unread
        if request.file_content is not None:
            with reasons_of_refusal() as reasons:
                plan, refused = actions.plan_calendar(
                    school, request.file_content, today=request.today, by=request.actor
                )
                return render(request, CalendarPreview(plan=plan, refused=refused))
    return render(request, CalendarFile(reasons=reasons))


@require_POST
def calendar_apply(request: SchoolRequest, uai: str) -> HttpResponse:
    """Keep the periods that the preview showed; each is checked again."""
    school = request.member.school
    require(policies.change_settings, request.actor, school)
    return button_page(
        request,
        lambda: actions.apply_calendar(school, _periods(request), today=request.today, by=request.actor),
        success=_count_words,
        next_page=address("settings:closings", uai),
        show=lambda reasons: render(request, CalendarFile(reasons=reasons)),
    )


def _count_words(count: int) -> str:
    words = counted(count, "période enregistrée", "périodes enregistrées")
    return f"{words} depuis le calendrier officiel."


def _periods(request: SchoolRequest) -> list[PublishedPeriod]:
    columns = [request.POST.getlist(name)[: MOST_PERIODS + 1] for name in (*FIELDS, END)]
    if len({len(column) for column in columns}) != 1 or not 0 < len(columns[0]) <= MOST_PERIODS:
        raise RuleBroken(NOT_SENT)
    periods = []
    for *cells, end in zip(*columns, strict=True):
        form = PeriodForm(dict(zip(FIELDS, cells, strict=True)), school=request.member.school)
        if not form.is_valid():
            raise RuleBroken(NOT_SENT)
        periods.append(PublishedPeriod(**form.cleaned_data, is_end_known=end == KNOWN))
    return periods
