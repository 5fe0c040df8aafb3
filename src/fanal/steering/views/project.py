"""The digital project: its version in force, every version, what councils said, its paper and its files."""

from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions, require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, form_page, press
from fanal.core.http import FORM, attached_pdf, get_or_404, paginate, render_page
from fanal.core.money import about
from fanal.core.paper import typeset_whole
from fanal.core.sheets.download import download
from fanal.core.stale import version_of
from fanal.core.templatetags.fanal import day_words
from fanal.steering.actions import version as actions
from fanal.steering.forms.project import ProjectOpinionForm, VersionForm
from fanal.steering.models import ProjectAction, ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.outline import outline_of
from fanal.steering.reading.papers import PROJECT, action_columns, project_paper
from fanal.steering.reading.project import draft_of, opinions_of, version_in_force
from fanal.steering.rules.version import SHORTEST, Council

BUTTONS = (policies.write_project, policies.adopt_version, policies.note_opinion, policies.import_actions)
ANEW = (
    "Ses années viennent après celles du projet en vigueur : les actions faites ou abandonnées restent dans "
    "celui-ci, les autres sont à prévoir de nouveau, avec leurs dates."
)
ADOPTION = "Mettre cette version en vigueur ? Ses textes ne changeront plus, et tout le personnel la lira."
TITLE, FORM_PAGE = "Projet numérique", "short_form.html"


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


@require_safe
def project(request: SchoolRequest, uai: str) -> HttpResponse:
    """The version in force, or what there is before one is."""
    require(policies.read_project, request.actor, None)
    version = version_in_force(request.member)
    if version is not None:
        annotate_permissions([version], *BUTTONS, to=request.actor)
        return show_version(request, version, [])
    context = {"draft": draft_of(request.member), "may_begin": policies.write_project(request.actor, None)}
    return render_page(request, "steering/nothing_yet.html", context)


def _question(version: ProjectVersion, today: date) -> str:
    """What is asked before a version is brought into force."""
    if version.starts_on <= today:
        return ADOPTION
    first = day_words(version.starts_on)
    return f"Ses années ne commencent que le {first}, et on la lira dès aujourd’hui. {ADOPTION}"


@require_safe
def version_page(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    return show_version(request, version_or_404(request, project_version), [])


def show_version(request: SchoolRequest, version: ProjectVersion, reasons: list[str]) -> HttpResponse:
    """The page of a version, whatever was refused on it."""
    outline = outline_of(version)
    sees_all = policies.read_versions(request.actor, None)
    context = {
        "project_version": version,
        "outline": outline,
        "adoption": _question(version, request.today),
        "late": outline.late(request.today),
        "budget": about(outline.budget_cents) if sees_all and outline.budget_cents else "",
        "opinions": opinions_of(version),
        "sees_all": sees_all,
        "draft": None if version.is_draft else draft_of(request.member),
        "may_begin": policies.write_project(request.actor, None),
        "reasons": reasons,
    }
    return render_page(request, "steering/version_page.html", context)


@require_safe
def version_list(request: SchoolRequest, uai: str) -> HttpResponse:
    require(policies.read_versions, request.actor, None)
    rows = ProjectVersion.objects.visible_to(request.member).order_by("-number")
    context = {"page": paginate(request, rows), "sees_all": True, "draft": draft_of(request.member)}
    context["may_begin"] = policies.write_project(request.actor, None)
    return render_page(request, "steering/version_list.html", context)


def _with_years(
    said: str, version: ProjectVersion, before: ProjectVersion | None, shown: ProjectVersion | None = None
) -> str:
    """What is said of a version that became the next project: begun so, or no such one when it was shown."""
    is_anew = before is not None and version.follows(before) and not (shown and shown.follows(before))
    return f"{said} {ANEW}" if is_anew else said


@require_http_methods(FORM)
def version_begin(request: SchoolRequest, uai: str) -> HttpResponse:
    """A first version, or the next one, which begins as a copy of the one in force."""
    school, before = request.member.school, version_in_force(request.member)
    initial: dict[str, Any] = {"first_year": request.today.year, "years": SHORTEST}
    if before is not None:
        names = ("title", "first_year", "years", "introduction")
        initial = {name: getattr(before, name) for name in names}
    detail = "Elle commence comme la copie de la version en vigueur, qui ne change pas." if before else ""
    return form_page(
        request,
        VersionForm(request.POST or None, school=school, initial=initial),
        lambda values: actions.begin_version(school, values, **on_day(request)),
        template=FORM_PAGE,
        success=lambda made: _with_years(f"La version {made.number} est en préparation.", made, before),
        next_page=lambda made: address("steering:version_page", uai, made.pk),
        context={
            "title": "Préparer une version",
            "detail": detail,
            "button": "Commencer",
            "trail": trail_of(request),
        },
        require=lambda: require(policies.write_project, request.actor, None),
    )


@require_http_methods(FORM)
def version_change(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    version = version_or_404(request, project_version)
    form = VersionForm(request.POST or None, school=request.member.school, instance=version)
    seen = request.POST.get("seen") or version_of(version, form.fields)
    trail, before = trail_of(request, version), version_in_force(request.member)
    return form_page(
        request,
        form,
        lambda values: actions.change_version(version, values, seen=seen, **on_day(request)),
        template=FORM_PAGE,
        success=lambda changed: _with_years(SAVED, changed, before, version),
        next_page=trail[-1][1],
        context={"title": "Modifier la version", "button": "Enregistrer", "trail": trail, "seen": seen},
        require=lambda: require(policies.write_project, request.actor, version),
    )


@require_http_methods(FORM)
def version_remove(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    version = version_or_404(request, project_version)
    return press(
        request,
        lambda: actions.remove_version(version, by=request.actor),
        success="La version en préparation est abandonnée.",
        page=address("steering:version_page", uai, version.pk),
        next_page=address("steering:project", uai),
        show=lambda reasons: show_version(request, version, reasons),
    )


@require_http_methods(FORM)
def version_adopt(request: SchoolRequest, uai: str, project_version: int) -> HttpResponse:
    version = version_or_404(request, project_version)
    return press(
        request,
        lambda: actions.adopt_version(version, **on_day(request)),
        success=f"La version {version.number} est en vigueur : tout le personnel la lit.",
        page=address("steering:version_page", uai, version.pk),
        next_page=address("steering:project", uai),
        show=lambda reasons: show_version(request, version, reasons),
    )


def _council_or_404(code: str) -> Council:
    if code not in set(Council):
        raise Http404
    return Council(code)


@require_http_methods(FORM)
def opinion(request: SchoolRequest, uai: str, project_version: int, council: str) -> HttpResponse:
    """Note what a council said, or correct it."""
    version, who = version_or_404(request, project_version), _council_or_404(council)
    require(policies.read_versions, request.actor, None)
    noted = version.opinions.filter(council=who).first()
    form = ProjectOpinionForm(request.POST or None, school=request.member.school, instance=noted)
    trail = trail_of(request, version)
    return form_page(
        request,
        form,
        lambda values: actions.note_opinion(version, who, values, **on_day(request)),
        template="steering/opinion_form.html",
        success="L’avis est noté.",
        next_page=trail[-1][1],
        context={
            "title": f"Avis : {who.label}",
            "trail": trail,
            "opinion": noted,
            "project_version": version,
        },
        require=lambda: require(policies.note_opinion, request.actor, version),
    )


@require_http_methods(FORM)
def opinion_remove(request: SchoolRequest, uai: str, project_version: int, council: str) -> HttpResponse:
    version, who = version_or_404(request, project_version), _council_or_404(council)
    return press(
        request,
        lambda: actions.remove_opinion(version, who, by=request.actor),
        success="L’avis est retiré.",
        page=address("steering:version_page", uai, version.pk),
        show=lambda reasons: show_version(request, version, reasons),
    )


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
