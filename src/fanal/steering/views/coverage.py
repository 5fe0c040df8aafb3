"""The coverage map and the time line of a version."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.areas import Area
from fanal.core.http import get_or_404, paginate, render_page
from fanal.core.words import is_id
from fanal.steering.models import ProjectAction, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.coverage import coverage_of
from fanal.steering.reading.project import version_in_force
from fanal.steering.reading.timeline import timeline_of
from fanal.steering.rules.coverage import Gap

AREAS = [area.label for area in Area]
PARAMETER = "version"  # « ?version=12 »: another one than that in force
TABS = {
    "": "Toutes",
    "retard": "En retard",
    "les-miennes": "Celles dont je réponds",
    "mes-retards": "Mes retards",
}


def version_shown(request: SchoolRequest) -> ProjectVersion | None:
    """The version that the address names, or else the one in force, or the draft of a team without any."""
    rows, named = ProjectVersion.objects.visible_to(request.member), request.GET.get(PARAMETER, "")
    if is_id(named):
        version: ProjectVersion = get_or_404(rows, pk=named)
        return version
    return version_in_force(request.member) or rows.drafts().first()


def _filter_url(request: SchoolRequest, code: str) -> str:
    """A filter of the version that the address names, or of the one in force."""
    kept = {PARAMETER: request.GET[PARAMETER]} if PARAMETER in request.GET else {}
    return f"?{urlencode(kept | ({'vue': code} if code else {}))}"


@require_safe
def coverage(request: SchoolRequest, uai: str) -> HttpResponse:
    """Each objective and what serves it; « ?vue=rien » those that have nothing."""
    require(policies.read_versions, request.actor, None)
    version, asked = version_shown(request), request.GET.get("vue", "")
    gap = Gap(asked) if asked in set(Gap) else None
    context: dict[str, Any] = {
        "project_version": version,
        "sees_all": True,
        "areas": [area.label for area in Area],
    }
    if version is not None:
        covered = coverage_of(version)
        context |= {
            "map": covered,
            "chips": covered.chips(gap, partial(_filter_url, request)),
            "page": paginate(request, covered.lacking(gap)),
        }
    return render_page(request, "steering/coverage.html", context, fragment="results")


@require_safe
def timeline(request: SchoolRequest, uai: str) -> HttpResponse:
    """The actions of a version between its first September and its last August."""
    require(policies.read_project, request.actor, None)
    version, asked = version_shown(request), request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    context: dict[str, Any] = {
        "project_version": version,
        "sees_all": policies.read_versions(request.actor, None),
    }
    if version is not None:
        rows = ProjectAction.objects.for_school(request.member.school).of_version(version.pk).in_order()
        if tab in {"les-miennes", "mes-retards"}:
            rows = rows.filter(owner=request.actor.person_id) if request.actor.person_id else rows.none()
        if tab in {"retard", "mes-retards"}:
            rows = rows.late(request.today)
        page = paginate(request, rows)
        context |= {"page": page, "timeline": timeline_of(version, list(page), request.today)}
        context["chips"] = [
            {"label": label, "url": _filter_url(request, code), "count": None, "current": code == tab}
            for code, label in TABS.items()
        ]
    return render_page(request, "steering/timeline.html", context, fragment="results")
