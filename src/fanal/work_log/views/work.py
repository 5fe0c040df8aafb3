"""« Mon carnet »: read, filled by itself, corrected; exported by its person alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import PARAMETER
from fanal.agenda.rules.years import kept_years
from fanal.agenda.views.years import year_chips, year_read
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.addresses import address
from fanal.core.http.answers import attached_pdf, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import FormPage, Paged, render
from fanal.core.sheets.download import download
from fanal.core.text.french import counted
from fanal.work_log.actions.gathering import gather_work
from fanal.work_log.actions.line import correct_minutes
from fanal.work_log.forms.work import QuickForm
from fanal.work_log.models import WorkEntry
from fanal.work_log.policies import work as policies
from fanal.work_log.reading import work as reading
from fanal.work_log.rules.work import LONGEST, SHORTEST, WorkPeriod, chosen, periods
from fanal.year.rules.years import SchoolYear

DOCUMENT = Path(__file__).resolve().parent.parent / "documents" / "work.typ"
PERIOD = "periode"
FIELD = "m-"


def _year(request: SchoolRequest) -> SchoolYear:
    return year_read(request, kept_years(request.today))


def period_of(request: SchoolRequest) -> WorkPeriod:
    return chosen(_year(request), request.today, request.GET.get(PERIOD, "annee"))


def _chips(request: SchoolRequest, period: WorkPeriod) -> list[FilterChip]:
    year = _year(request)
    return [
        FilterChip(
            label=offered.label.capitalize(),
            url=f"?{PERIOD}={offered.code}&{PARAMETER}={year}",
            count=None,
            current=offered == period,
        )
        for offered in periods(year, request.today)
    ]


@dataclass(frozen=True, kw_only=True)
class WorkLogPage(FormPage):
    """The log; `reasons` are those of its durations, `add_reasons` those of the line that is added."""

    template = "work_log/work.html"

    page: Paged
    days: list[tuple[str, list[WorkEntry]]]
    summary: reading.Summary
    chips: list[FilterChip]
    year_chips: Sequence[object]
    query: str
    add_reasons: list[str]


@require_safe
def log_page(request: SchoolRequest, uai: str) -> HttpResponse:
    """Filled as it opens: whoever has just done something finds it."""
    require(policies.keep_work, request.actor, None)
    person = request.member.own_person.pk
    gather_work(request.member.school, person, today=request.today, by=request.actor)
    return render(request, log_shown(request))


def log_shown(
    request: SchoolRequest,
    *,
    form: QuickForm | None = None,
    add_reasons: Sequence[str] = (),
    reasons: Sequence[str] = (),
) -> WorkLogPage:
    """The page, with a form that was refused if there is one."""
    period, school = period_of(request), request.member.school
    entries = _entries(request, period)
    page = paginate(request, entries, count=len(entries))
    entries_of_page = reading.dressed(page, school.uai)
    return WorkLogPage(
        page=page,
        days=list(reading.by_day(entries_of_page, request.today)),
        summary=reading.summary_of(entries),
        chips=_chips(request, period),
        year_chips=year_chips(request, "work:log", _year(request).label, kept_years(request.today)),
        query=f"?{request.GET.urlencode()}",
        form=form or QuickForm(school=school, initial={"day": request.today}),
        add_reasons=list(add_reasons),
        reasons=list(reasons),
    )


def _entries(request: SchoolRequest, period: WorkPeriod) -> list[WorkEntry]:
    person = request.member.own_person.pk
    return reading.entries_of(request.member.school, person, period.first, period.last)


@require_POST
def minutes_correct(request: SchoolRequest, uai: str) -> HttpResponse:
    """The durations of a page, as they stand in its fields: what did not change is left alone."""
    fields = {
        int(name.removeprefix(FIELD)): value
        for name, value in request.POST.items()
        if name.startswith(FIELD) and name.removeprefix(FIELD).isdecimal()
    }
    numbers = {pk: _number(str(value)) for pk, value in fields.items()}
    return button_page(
        request,
        lambda: correct_minutes(request.member.school, numbers, by=request.actor),
        success=_corrected,
        next_page=f"{address('work:log', uai)}?{request.GET.urlencode()}",
        show=lambda reasons: render(request, log_shown(request, reasons=reasons)),
    )


def _corrected(changed: int) -> str:
    count = counted(changed, "durée corrigée", "durées corrigées") if changed else "Rien n’a changé"
    return f"{count}."


def _number(value: str) -> int:
    """Out of bounds when it is none: the rule says so."""
    value = value.strip()
    return int(value) if value.isdecimal() and len(value) <= len(str(LONGEST)) else SHORTEST - 1


@require_safe
def log_export(request: SchoolRequest, uai: str, form: str) -> HttpResponse | FileResponse:
    require(policies.keep_work, request.actor, None)
    period = period_of(request)
    entries, name = _entries(request, period), f"carnet-{period.first}-{period.last}"
    if form == "pdf":
        days = (period.first, period.last)
        who = str(request.member.person)
        return attached_pdf(
            typeset_whole(DOCUMENT, reading.printed(request.member.school, who, days, entries)), name
        )
    return download(form, reading.HEADERS, reading.table(entries), name=name, title="Mon carnet")
