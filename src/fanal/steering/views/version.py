"""A version of the project: begun, changed, brought into force, given up."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, on_day
from fanal.core.forms.stale import version_of
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM
from fanal.core.pages.form_page import SAVED, form_page, press
from fanal.core.pages.page import ShortFormPage
from fanal.steering.actions import version as actions
from fanal.steering.forms.project import AdoptionForm, VersionForm
from fanal.steering.models import ProjectVersion
from fanal.steering.policies import project as policies
from fanal.steering.reading.project import doubts_of, version_in_force
from fanal.steering.rules.adoption import length_advice
from fanal.steering.rules.version import SHORTEST
from fanal.steering.views.project import show_version, trail_of, version_or_404

ANEW = (
    "Ses années viennent après celles du projet en vigueur : les actions faites ou abandonnées restent dans "
    "celui-ci, les autres sont à prévoir de nouveau, avec leurs dates."
)


def _with_years(
    said: str, version: ProjectVersion, before: ProjectVersion | None, shown: ProjectVersion | None = None
) -> str:
    """What is said of a version that became the next project: begun so, or no such one when it was shown.

    Then what is to be checked of its years.
    """
    is_anew = before is not None and version.follows(before) and not (shown and shown.follows(before))
    advice = length_advice(version.years, version.standing, is_private=version.school.is_private)
    return " ".join(filter(None, [said, ANEW if is_anew else "", advice]))


@require_http_methods(FORM)
def version_begin(request: SchoolRequest, uai: str) -> HttpResponse:
    """A first version, or the next one, which begins as a copy of the one in force."""
    school, before = request.member.school, version_in_force(request.member)
    initial: dict[str, Any] = {"first_year": request.today.year, "years": SHORTEST}
    if before is not None:
        names = ("title", "first_year", "years", "standing", "introduction")
        initial = {name: getattr(before, name) for name in names}
    detail = "Elle commence comme la copie de la version en vigueur, qui ne change pas." if before else ""
    page = ShortFormPage(
        form=VersionForm(request.POST or None, school=school, initial=initial),
        title="Préparer une version",
        detail=detail,
        button="Commencer",
        trail=trail_of(request),
    )
    return form_page(
        request,
        page,
        lambda values: actions.begin_version(school, values, **on_day(request)),
        success=lambda made: _with_years(f"La version {made.number} est en préparation.", made, before),
        next_page=lambda made: address("steering:version_page", uai, made.pk),
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
        ShortFormPage(form=form, title="Modifier la version", trail=trail, seen=seen),
        lambda values: actions.change_version(version, values, seen=seen, **on_day(request)),
        success=lambda changed: _with_years(SAVED, changed, before, version),
        next_page=trail[-1][1],
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
    """One press; where a decision that the law asks for is missing, its words first, and why one goes on."""
    version = version_or_404(request, project_version)
    if version.is_draft and (doubts := doubts_of(version)):
        return _adoption_page(request, version, doubts)
    return press(
        request,
        lambda: actions.adopt_version(version, **on_day(request)),
        success=f"La version {version.number} est en vigueur : tout le personnel la lit.",
        page=address("steering:version_page", uai, version.pk),
        next_page=address("steering:project", uai),
        show=lambda reasons: show_version(request, version, reasons),
    )


@dataclass(frozen=True, kw_only=True)
class AdoptionPage(ShortFormPage):
    """`doubts`: what the law says against it."""

    template = "steering/adoption_form.html"

    doubts: list[str]
    project_version: ProjectVersion


def _adoption_page(request: SchoolRequest, version: ProjectVersion, doubts: list[str]) -> HttpResponse:
    trail = trail_of(request, version)
    page = AdoptionPage(
        form=AdoptionForm(request.POST or None, school=request.member.school, instance=version),
        title="Mettre en vigueur",
        trail=trail,
        doubts=doubts,
        project_version=version,
    )
    return form_page(
        request,
        page,
        lambda values: actions.adopt_version(version, why=values["adopted_despite"], **on_day(request)),
        success=f"La version {version.number} est en vigueur : tout le personnel la lit.",
        next_page=address("steering:project", request.member.school.uai),
        require=lambda: require(policies.adopt_version, request.actor, version),
    )
