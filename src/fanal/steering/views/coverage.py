"""The coverage map and the time line of a version."""

from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.accounts.rules.areas import Area
from fanal.core.http.answers import get_or_404, paginate
from fanal.core.pages.filter_chips import FilterChip
from fanal.core.pages.page import Page, Paged, render
from fanal.core.text.words import is_id
from fanal.steering.models import ProjectAction, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.coverage import CoverageMap, coverage_of
from fanal.steering.reading.project import version_in_force
from fanal.steering.reading.timeline import Timeline, timeline_of
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
    rows = ProjectVersion.objects.visible_to(request.member).select_related("school")
    named = request.GET.get(PARAMETER, "")
    if is_id(named):
        version: ProjectVersion = get_or_404(rows, pk=named)
        return version
    return version_in_force(request.member) or rows.drafts().first()


def _filter_url(request: SchoolRequest, code: str) -> str:
    """A filter of the version that the address names, or of the one in force."""
    kept = {PARAMETER: request.GET[PARAMETER]} if PARAMETER in request.GET else {}
    return f"?{urlencode(kept | ({'vue': code} if code else {}))}"


@dataclass(frozen=True, kw_only=True)
class CoveragePage(Page):
    """Without a version there is no map, and nothing to filter."""

    template = "steering/coverage.html"
    fragment = "results"

    project_version: ProjectVersion | None
    map: CoverageMap | None = None
    chips: list[FilterChip] = field(default_factory=list)
    page: Paged | None = None

    @property
    def areas(self) -> list[str]:
        return AREAS


@require_safe
def coverage(request: SchoolRequest, uai: str) -> HttpResponse:
    """Each objective and what serves it; « ?vue=rien » those that have nothing."""
    require(policies.read_versions, request.actor, None)
    version, asked = version_shown(request), request.GET.get("vue", "")
    gap = Gap(asked) if asked in set(Gap) else None
    page = CoveragePage(project_version=version)
    if version is not None:
        covered = coverage_of(version)
        page = CoveragePage(
            project_version=version,
            map=covered,
            chips=covered.chips(gap, partial(_filter_url, request)),
            page=paginate(request, covered.lacking(gap)),
        )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class TimelinePage(Page):
    """Without a version nothing is drawn."""

    template = "steering/timeline.html"
    fragment = "results"

    project_version: ProjectVersion | None
    timeline: Timeline | None = None
    chips: list[FilterChip] = field(default_factory=list)
    page: Paged | None = None


@require_safe
def timeline(request: SchoolRequest, uai: str) -> HttpResponse:
    """The actions of a version between its first September and its last August."""
    require(policies.read_project, request.actor, None)
    version, asked = version_shown(request), request.GET.get("vue", "")
    tab = asked if asked in TABS else ""
    if version is None:
        return render(request, TimelinePage(project_version=None))
    rows = ProjectAction.objects.for_school(request.member.school).of_version(version.pk).in_order()
    if tab in {"les-miennes", "mes-retards"}:
        rows = rows.filter(owner=request.actor.person_id) if request.actor.person_id else rows.none()
    if tab in {"retard", "mes-retards"}:
        rows = rows.late(request.today)
    paged = paginate(request, rows)
    page = TimelinePage(
        project_version=version,
        timeline=timeline_of(version, list(paged), request.today),
        chips=[
            FilterChip(label, _filter_url(request, code), None, code == tab) for code, label in TABS.items()
        ],
        page=paged,
    )
    return render(request, page)
