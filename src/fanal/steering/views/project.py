"""The digital project: its version in force, every version, what councils said, its paper and its files."""

from dataclasses import dataclass
from datetime import date

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.documents.paper import typeset_whole
from fanal.core.http.addresses import address
from fanal.core.http.answers import attached_pdf, get_or_404, paginate
from fanal.core.pages.page import Page, Paged, render
from fanal.core.sheets.download import download
from fanal.core.templatetags.fanal import day_words
from fanal.core.text.money import about
from fanal.steering.models import ProjectAction, ProjectOpinion, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.outline import Outline, outline_of
from fanal.steering.reading.papers import PROJECT, action_columns, project_paper
from fanal.steering.reading.project import doubts_of, draft_of, opinions_of, version_in_force
from fanal.steering.rules.version import Council

BUTTONS = (policies.write_project, policies.adopt_version, policies.note_opinion, policies.import_actions)
ADOPTION = "Mettre cette version en vigueur ? Ses textes ne changeront plus, et tout le personnel la lira."
TITLE = "Projet numérique"


def version_or_404(request: SchoolRequest, pk: int) -> ProjectVersion:
    """One of those that the reader sees, with what they may do to it."""
    require(policies.read_project, request.actor, None)
    version: ProjectVersion = get_or_404(ProjectVersion.objects.visible_to(request.member), pk=pk)
    annotate_permissions([version], *BUTTONS, to=request.actor)
    return version


def trail_of(request: SchoolRequest, version: ProjectVersion | None = None) -> list[tuple[str, str]]:
    uai = request.member.school.uai
    trail = [(TITLE, address("steering:project", uai))]
    if version is not None:
        trail.append((version.label, address("steering:version_page", uai, version.pk)))
    return trail


@dataclass(frozen=True, kw_only=True)
class NoProjectPage(Page):
    """What there is before a version is in force."""

    template = "steering/nothing_yet.html"

    draft: ProjectVersion | None
    may_begin: bool


@require_safe
def project(request: SchoolRequest, uai: str) -> HttpResponse:
    """The version in force, or what there is before one is."""
    require(policies.read_project, request.actor, None)
    version = version_in_force(request.member)
    if version is not None:
        annotate_permissions([version], *BUTTONS, to=request.actor)
        return show_version(request, version, [])
    may_begin = policies.write_project(request.actor, None)
    return render(request, NoProjectPage(draft=draft_of(request.member), may_begin=may_begin))


def _question(version: ProjectVersion, today: date) -> str:
    """What is asked before a version is brought into force."""
    if version.starts_on <= today:
        return ADOPTION
    first = day_words(version.starts_on)
    return f"Ses années ne commencent que le {first}, et on la lira dès aujourd’hui. {ADOPTION}"


@dataclass(frozen=True, kw_only=True)
class VersionPage(Page):
    """`adoption`: what is asked before it is in force; `draft`: the version that is prepared after it."""

    template = "steering/version_page.html"

    project_version: ProjectVersion
    outline: Outline
    adoption: str
    late: int
    budget: str
    opinions: list[tuple[Council, ProjectOpinion | None]]
    doubts: list[str]
    sees_all: bool
    draft: ProjectVersion | None
    may_begin: bool
    reasons: list[str]


@require_safe
def version_page(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    return show_version(request, version_or_404(request, project_version), [])


def show_version(request: SchoolRequest, version: ProjectVersion, reasons: list[str]) -> HttpResponse:
    """The page of a version, whatever was refused on it."""
    outline = outline_of(version)
    sees_all = policies.read_versions(request.actor, None)
    page = VersionPage(
        project_version=version,
        outline=outline,
        adoption=_question(version, request.today),
        late=outline.late(request.today),
        budget=about(outline.budget_cents) if sees_all and outline.budget_cents else "",
        opinions=opinions_of(version),
        doubts=doubts_of(version) if version.is_draft else [],
        sees_all=sees_all,
        draft=None if version.is_draft else draft_of(request.member),
        may_begin=policies.write_project(request.actor, None),
        reasons=reasons,
    )
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class VersionList(Page):
    template = "steering/version_list.html"

    page: Paged
    draft: ProjectVersion | None
    may_begin: bool


@require_safe
def version_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_versions, request.actor, None)
    rows = ProjectVersion.objects.visible_to(request.member).with_decision().order_by("-number")
    page = VersionList(
        page=paginate(request, rows),
        draft=draft_of(request.member),
        may_begin=policies.write_project(request.actor, None),
    )
    return render(request, page)


@require_safe
def project_paper_file(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    """The whole version as a PDF, with its budgets."""
    version = version_or_404(request, project_version)
    require(policies.read_versions, request.actor, None)
    opinions = list(version.opinions.order_by("given_on"))
    data = project_paper(outline_of(version), opinions, request.member.school, request.today)
    return attached_pdf(typeset_whole(PROJECT, data), f"projet-numerique-v{version.number}-{uai}")


@require_safe
def project_export(request: SchoolRequest, uai: str, project_version: int, form: str) -> FileResponse:
    """The actions of a version as a table, which the import reads again."""
    version = version_or_404(request, project_version)
    sees_all = policies.read_versions(request.actor, None)
    columns = action_columns(request.member.school, with_money=sees_all)
    rows = ProjectAction.objects.for_school(request.member.school).of_version(version.pk).in_order()
    lines = ([value(row) for _, value in columns] for row in rows)
    name = f"projet-numerique-v{version.number}-{uai}"
    return download(form, [header for header, _ in columns], lines, name=name, title="Projet numérique")
