"""Pupils and classes of the year that is shown."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from fanal.accounts.models import School
from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.core.documents.paper import bound
from fanal.core.documents.pdf import typeset
from fanal.core.http.answers import attached_pdf, get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.page import Page, Paged, render
from fanal.core.pages.panels import Panel, panels_of
from fanal.directory.models import (
    Enrolment,
    Pupil,
    RecordMerge,
    SchoolClass,
    SourceRecord,
    StaffYear,
    TeachingGroup,
)
from fanal.directory.policies import directory as policies
from fanal.directory.reading.duplicates import joined_to
from fanal.directory.reading.pupils import (
    CLASS_LIST,
    ClassCount,
    classes_of,
    groups_of,
    pupils_of,
    sheet_of,
    teachers_of,
    view_chips,
)

RIGHTS = (policies.import_people, policies.export_people, policies.join_records)


@dataclass(frozen=True, kw_only=True)
class PupilListPage(Page):
    """`wanted`, `group`: the class and the group that are asked for."""

    template = "directory/pupil_list.html"
    fragment = "results"

    page: Paged
    has_left: bool
    chips: list[FilterChip]
    classes: list[ClassCount]
    wanted: str
    group: str
    school: School


@by_year
@require_safe
def pupil_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    asked = {"class_code": request.GET.get("classe", ""), "group": request.GET.get("groupe", "")}
    has_left, typed = request.GET.get("vue") == "partis", request.GET.get("q", "")
    rows = pupils_of(school, year, today=request.today, typed=typed, has_left=has_left, **asked)
    annotate_permissions([school], *RIGHTS, to=request.actor)
    page = PupilListPage(
        page=paginate(request, rows),
        has_left=has_left,
        chips=view_chips(has_left=has_left, kept=request.school_year.kept),
        classes=classes_of(school, year, today=request.today),
        wanted=asked["class_code"],
        group=asked["group"],
        school=school,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class ClassListPage(Page):
    template = "directory/class_list.html"

    classes: list[ClassCount]
    groups: list[TeachingGroup]
    school: School


@by_year
@require_safe
def class_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    annotate_permissions([school], policies.import_people, to=request.actor)
    classes = classes_of(school, year, today=request.today)
    return render(request, ClassListPage(classes=classes, groups=groups_of(school, year), school=school))


@dataclass(frozen=True, kw_only=True)
class ClassPage(Page):
    template = "directory/class_page.html"

    school_class: SchoolClass
    pupils: list[Pupil]
    teachers: list[StaffYear]


@by_year
@require_safe
def class_page(request: SchoolRequest, uai: str, division: str) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    school_class = get_or_404(SchoolClass.objects.for_school(school), school_year=year.label, code=division)
    page = ClassPage(
        school_class=school_class,
        pupils=list(pupils_of(school, year, today=request.today, class_code=division)),
        teachers=teachers_of(school, year, division, today=request.today),
    )
    return render(request, page)


@by_year
@require_safe
def class_sheet(request: SchoolRequest, uai: str, division: str) -> HttpResponse:
    """The list of a class as a PDF, with columns to tick."""
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    school_class = get_or_404(SchoolClass.objects.for_school(school), school_year=year.label, code=division)
    content = sheet_of(school_class, school, today=request.today)
    return attached_pdf(typeset(CLASS_LIST, bound(content)), f"liste-{slugify(division)}")


@dataclass(frozen=True, kw_only=True)
class PupilPage(Page):
    """`records`: the sources that name them; `joined`: the records that were joined to this one."""

    template = "directory/pupil_page.html"

    pupil: Pupil
    has_left: bool
    years: list[Enrolment]
    records: list[SourceRecord]
    joined: list[RecordMerge]
    school: School
    panels: list[Panel]


@require_safe
def pupil_page(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school = request.member.school
    row: Pupil = get_or_404(Pupil.objects.for_school(school), pk=pupil)
    annotate_permissions([school], policies.join_records, to=request.actor)
    page = PupilPage(
        pupil=row,
        has_left=row.left_on is not None and row.left_on <= request.today,
        years=list(row.enrolments.for_school(school).order_by("-school_year")),
        records=list(row.known_as.for_school(school).order_by("source")),
        joined=joined_to(row),
        school=school,
        panels=panels_of(request.member, row),
    )
    return render(request, page)
