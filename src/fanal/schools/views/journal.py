"""« Journal »: who changed what, and when; for the management and the référent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.models import Person, School
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.http.answers import paginate
from fanal.core.journal.models import JournalEntry
from fanal.core.pages.page import Page, Paged, render
from fanal.schools.forms.journal import FilterForm
from fanal.schools.reading.journal import JournalLine, lines_of
from fanal.schools.reading.journal_evidence import entries_about


@dataclass(frozen=True, kw_only=True)
class JournalPage(Page):
    template = "schools/journal.html"
    fragment = "results"

    form: FilterForm
    page: Paged
    lines: list[JournalLine]
    is_filtered: bool


@require_safe
def journal_page(request: SchoolRequest, uai: str) -> HttpResponse:
    school = request.member.school
    require(policies.read_journal, request.actor, school)
    form = FilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    entries = paginate(request, _entries(school, wanted).order_by("-at", "-pk"))
    page = JournalPage(
        form=form,
        page=entries,
        lines=lines_of(entries, school, reader=request.member),
        is_filtered=any(wanted.values()),
    )
    return render(request, page)


def _entries(school: School, wanted: dict[str, Any]) -> QuerySet[JournalEntry]:
    rows, name = entries_about(school, wanted.get("quoi", "")), wanted.get("q", "")
    if name:
        people = Person.objects.for_school(school).named(name).values_list("pk", flat=True)[:50]
        rows = rows.filter(author__in=[f"person:{pk}" for pk in people])
    return _between(rows, wanted.get("du"), wanted.get("au"))


def _between(rows: QuerySet[JournalEntry], first: date | None, last: date | None) -> QuerySet[JournalEntry]:
    if first:
        rows = rows.filter(at__date__gte=first)
    return rows.filter(at__date__lte=last) if last else rows
