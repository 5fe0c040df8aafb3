"""« Doublons possibles »: pairs of records, side by side, joined, kept apart, separated again."""

from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.models import Person, School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, UNPROCESSABLE, found_or_404, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.core.pages.form_page import button_page
from fanal.core.pages.page import Page, Paged, render
from fanal.core.people.arrivals_departures import DEPARTURE
from fanal.directory.actions import record_merge as actions
from fanal.directory.models import Pupil, RecordMerge
from fanal.directory.policies import directory as policies
from fanal.directory.reading.arrivals_departures import with_checks
from fanal.directory.reading.duplicates import (
    PAGES,
    PairRow,
    Side,
    joined_from,
    joined_to,
    pair_rows,
    pairs_of,
    seal_of_sides,
    sides_of,
)
from fanal.directory.reading.records import PUPILS, STAFF, RecordSort, sort_of
from fanal.year.rules.years import year_of

SORTS = {"": "Élèves", "personnels": "Personnels"}
NOT_OFFERED = "C’est noté : ces deux fiches ne seront plus proposées."
JOINED = "Les deux fiches n’en font plus qu’une. Vous pouvez les séparer ici."


@dataclass(frozen=True, kw_only=True)
class PairListPage(Page):
    template = "directory/pair_list.html"

    page: Paged
    pairs: list[PairRow]
    is_staff: bool
    chips: list[FilterChip]


@require_safe
def pair_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.join_records, request.actor, None)
    school, is_staff = request.member.school, request.GET.get("qui") == "personnels"
    sort = STAFF if is_staff else PUPILS
    page_of_pairs = paginate(request, pairs_of(sort, school))
    page = PairListPage(
        page=page_of_pairs,
        pairs=pair_rows(sort, school, list(page_of_pairs), year_of(request.today).label),
        is_staff=is_staff,
        chips=tab_chips(SORTS, None, "personnels" if is_staff else "", name="qui"),
    )
    return render(request, page)


@require_safe
def pupil_twins(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    return _twins(request, PUPILS, pupil)


@require_safe
def person_twins(request: SchoolRequest, uai: str, person: int) -> HttpResponse:
    return _twins(request, STAFF, person)


@dataclass(frozen=True, kw_only=True)
class TwinsPage(Page):
    """`own_page`, `pair_page`: the names of the addresses of one record and of two; `joined`: to this one."""

    template = "directory/twins.html"
    fragment = "results"

    record: Pupil | Person
    own_page: str
    pair_page: str
    is_staff: bool
    joined: list[RecordMerge]
    school: School
    pairs: list[PairRow]
    page: Paged
    typed: str


def _twins(request: SchoolRequest, sort: RecordSort, pk: int) -> HttpResponse:
    """Choose the other record: the likely ones, or any by its name; what was joined already."""
    require(policies.join_records, request.actor, None)
    school, typed = request.member.school, request.GET.get("q", "")
    rows, year = sort.model.objects.for_school(school), year_of(request.today).label
    record = get_or_404(rows, pk=pk)
    others = rows.exclude(pk=pk).exclude(given_name="").named(typed).by_name()
    annotate_permissions([school], policies.join_records, to=request.actor)
    page = TwinsPage(
        record=record,
        own_page=PAGES[sort.link][0],
        pair_page=PAGES[sort.link][1],
        is_staff=sort is STAFF,
        joined=joined_to(record) if sort is STAFF else [],
        school=school,
        pairs=pair_rows(sort, school, pairs_of(sort, school, only=pk), year),
        page=paginate(request, others if typed else others.none()),
        typed=typed,
    )
    return render(request, page)


@require_http_methods(FORM)
def pupil_pair(request: SchoolRequest, uai: str, pupil: int, twin: int) -> HttpResponse:
    return _pair(request, PUPILS, pupil, twin)


@require_http_methods(FORM)
def person_pair(request: SchoolRequest, uai: str, person: int, colleague: int) -> HttpResponse:
    return _pair(request, STAFF, person, colleague)


def _pair(request: SchoolRequest, sort: RecordSort, first: int, other: int) -> HttpResponse:
    require(policies.join_records, request.actor, None)
    if first == other:
        raise Http404
    school = request.member.school
    every = sort.model.objects.for_school(school).filter(pk__in=[first, other])
    rows = {row.pk: row for row in with_checks(every, school.pk, DEPARTURE, sort.link, request.today)}
    if len(rows) == 1 and (kept := joined_from(sort, next(iter(rows.values())), {first, other})):
        return redirect(PAGES[sort.link][0], school.uai, kept)  # Back, or pressed twice
    records = [found_or_404(rows.get(pk)) for pk in (first, other)]
    show = partial(_show_pair, request, sort, records)
    if request.method != "POST":
        return show([])
    act = partial(_decide, request, sort, records)
    return button_page(request, act, success=itemgetter(0), next_page=itemgetter(1), show=show)


@dataclass(frozen=True, kw_only=True)
class PairPage(Page):
    """`seal`: what both records said when they were shown."""

    template = "directory/pair_page.html"

    sides: list[Side]
    seal: str
    is_staff: bool
    reasons: list[str]


def _show_pair(
    request: SchoolRequest, sort: RecordSort, records: list[Any], reasons: list[str]
) -> HttpResponse:
    sides = sides_of(sort, records, request.member.school)
    page = PairPage(sides=sides, seal=seal_of_sides(sides), is_staff=sort is STAFF, reasons=reasons)
    return render(request, page)


def _decide(request: SchoolRequest, sort: RecordSort, records: list[Any]) -> tuple[str, str]:
    """« apart », or the number of the record that stays. Returns what to say, and where to go."""
    uai, choice, now = request.member.school.uai, request.POST.get("keep", ""), timezone.now()
    stamp: dict[str, Any] = on_day(request)
    if choice == "apart":
        actions.keep_apart(sort, *records, **stamp)
        who = "?qui=personnels" if sort is STAFF else ""
        return NOT_OFFERED, address("directory:pair_list", uai) + who
    kept = next((row for row in records if str(row.pk) == choice), None)
    if kept is None:
        raise RuleBroken("Dites quelle fiche garde son nom.")
    gone = next(row for row in records if row is not kept)
    actions.join_records(sort, kept, gone, seal=request.POST.get("shown", ""), now=now, **stamp)
    return JOINED, address(PAGES[sort.link][0], uai, kept.pk)


@dataclass(frozen=True, kw_only=True)
class SeparationRefusedPage(Page):
    template = "directory/separate_refused.html"

    reasons: list[str]
    back: str


@require_POST
def separate(request: SchoolRequest, uai: str, joined: int) -> HttpResponse:
    require(policies.join_records, request.actor, None)
    merge = get_or_404(RecordMerge.objects.for_school(request.member.school), pk=joined)
    sort, kept, gone = sort_of(merge), merge.pupil_id or merge.person_id, merge.gone_number

    def refused(reasons: list[str]) -> HttpResponse:
        page = SeparationRefusedPage(reasons=reasons, back=address(PAGES[sort.link][0], uai, kept))
        return render(request, page, status=UNPROCESSABLE)

    return button_page(
        request,
        lambda: actions.separate_records(merge, now=timezone.now(), by=request.actor),
        success="Les deux fiches sont séparées, telles qu’elles étaient.",
        next_page=address(PAGES[sort.link][1], uai, *sorted((kept, gone))),
        show=refused,
    )
