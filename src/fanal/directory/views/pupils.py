"""Pupils and classes of the year that is shown."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.reading.school_years import by_year
from fanal.core.documents import typeset
from fanal.core.http import attached_pdf, get_or_404, paginate, render_page
from fanal.core.panels import panels_of
from fanal.core.paper import bound
from fanal.directory.models import Pupil, SchoolClass
from fanal.directory.policies import directory as policies
from fanal.directory.reading.duplicates import joined_to
from fanal.directory.reading.pupils import (
    CLASS_LIST,
    classes_of,
    groups_of,
    pupils_of,
    sheet_of,
    teachers_of,
    view_chips,
)


@by_year
@require_safe
def pupil_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    chosen = {"class_code": request.GET.get("classe", ""), "group": request.GET.get("groupe", "")}
    has_left, typed = request.GET.get("vue") == "partis", request.GET.get("q", "")
    rows = pupils_of(school, year, today=request.today, typed=typed, has_left=has_left, **chosen)
    context = {
        "page": paginate(request, rows),
        "has_left": has_left,
        "chips": view_chips(has_left=has_left, kept=request.school_year.kept),
        "classes": classes_of(school, year, today=request.today),
        "wanted": chosen["class_code"],
        "group": chosen["group"],
        "can_import": policies.import_people(request.actor, None),
        "can_export": policies.export_people(request.actor, None),
        "can_join": policies.join_records(request.actor, None),
    }
    return render_page(request, "directory/pupil_list.html", context, fragment="results")


@by_year
@require_safe
def class_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    context = {
        "classes": classes_of(school, year, today=request.today),
        "groups": groups_of(school, year),
        "can_import": policies.import_people(request.actor, None),
    }
    return render_page(request, "directory/class_list.html", context)


@by_year
@require_safe
def class_page(request: SchoolRequest, uai: str, division: str) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    school_class = get_or_404(SchoolClass.objects.for_school(school), school_year=year.label, code=division)
    context = {
        "school_class": school_class,
        "pupils": list(pupils_of(school, year, today=request.today, class_code=division)),
        "teachers": teachers_of(school, year, division, today=request.today),
    }
    return render_page(request, "directory/class_page.html", context)


@by_year
@require_safe
def class_sheet(request: SchoolRequest, uai: str, division: str) -> HttpResponse:
    """The list of a class as a PDF, with columns to tick."""
    require(policies.read_pupils, request.actor, None)
    school, year = request.member.school, request.school_year.year
    school_class = get_or_404(SchoolClass.objects.for_school(school), school_year=year.label, code=division)
    content = sheet_of(school_class, school, today=request.today)
    return attached_pdf(typeset(CLASS_LIST, bound(content)), f"liste-{slugify(division)}")


@require_safe
def pupil_page(request: SchoolRequest, uai: str, pupil: int) -> HttpResponse:
    require(policies.read_pupils, request.actor, None)
    pupil_record = get_or_404(Pupil.objects.for_school(request.member.school), pk=pupil)
    context = {
        "pupil": pupil_record,
        "has_left": pupil_record.left_on is not None and pupil_record.left_on <= request.today,
        "years": list(pupil_record.enrolments.for_school(request.member.school).order_by("-school_year")),
        "records": list(pupil_record.known_as.for_school(request.member.school).order_by("source")),
        "joined": joined_to(pupil_record),
        "can_join": policies.join_records(request.actor, None),
        "panels": panels_of(request.member, pupil_record),
    }
    return render_page(request, "directory/pupil_page.html", context)
