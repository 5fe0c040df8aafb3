"""What serves an objective: said on the page of the thing, chosen or taken away on that of the objective."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.objectives import TracedKind
from fanal.accounts.reading.requests import SchoolRequest
from fanal.core.errors import RuleBroken
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page, press
from fanal.core.pages.page import ShortFormPage
from fanal.core.text.french import counted
from fanal.steering.actions import link as actions
from fanal.steering.forms.link import PointForm, ServingThingsForm
from fanal.steering.models import Objective, ObjectiveLink
from fanal.steering.policies import project as policies
from fanal.steering.reading.links import kinds_by_code, served_elsewhere
from fanal.steering.views.objective import objective_or_404, objective_trail, show_objective


def _kind_or_404(code: str) -> TracedKind:
    kind = kinds_by_code().get(code)
    if kind is None:
        raise Http404
    return kind


@require_http_methods(FORM)
def link_point(request: SchoolRequest, uai: str) -> HttpResponse:
    """The form of the panel « Projet numérique », on the page of a thing; it leads back to that page."""
    school = request.member.school
    if request.method != "POST":
        return redirect("steering:project", uai)
    require(policies.link_objective, request.actor, None)
    form = PointForm(request.POST, school=school)
    if not form.is_valid():
        raise RuleBroken("Cet objectif n’est plus dans le projet en vigueur : rechargez la page de la chose.")
    kind, key = _kind_or_404(form.cleaned_data["kind"]), form.cleaned_data["row"]
    things = kind.things(request.member, [key])
    if not things:
        raise Http404
    objective = form.cleaned_data["objective"]
    return button_page(
        request,
        lambda: actions.point_to(request.member, kind, key, objective, by=request.actor),
        success="C’est noté dans le projet numérique.",
        next_page=things[0].url,
    )


@require_http_methods(FORM)
def link_choose(request: SchoolRequest, uai: str, objective: int, traced_kind: str) -> HttpResponse:
    """The things of a short sort that serve an objective: categories of requests, types to renew."""
    row, sort = objective_or_404(request, objective), _kind_or_404(traced_kind)
    form = _things_form(request, row, sort)
    trail = objective_trail(request, row)
    short_form = ShortFormPage(
        form=form,
        title=f"Objectif {row.number} : {sort.label.lower()}",
        detail="Une chose sert un objectif à la fois : cochée ici, elle quitte celui qu’elle sert.",
        trail=trail,
    )
    return form_page(
        request,
        short_form,
        lambda values: actions.choose_of_kind(request.member, sort, values["things"], row, by=request.actor),
        success=lambda count: f"{counted(count, 'élément')} au service de cet objectif.",
        next_page=trail[-1][1],
        require=lambda: require(policies.link_objective, request.actor, None),
    )


def _things_form(request: SchoolRequest, objective: Objective, kind: TracedKind) -> ServingThingsForm:
    """The things of this sort, those that serve the objective ticked; 404 for a sort without choices."""
    if kind.choices is None:
        raise Http404
    return ServingThingsForm(
        request.POST or None,
        school=request.member.school,
        kind=kind,
        member=request.member,
        elsewhere=served_elsewhere(objective, kind),
        initial={"things": [link.row for link in objective.links.filter(kind=kind.code)]},
    )


@require_http_methods(FORM)
def link_remove(request: SchoolRequest, uai: str, objective: int, objective_link: int) -> HttpResponse:
    row = objective_or_404(request, objective)
    link = get_or_404(
        ObjectiveLink.objects.for_school(request.member.school), pk=objective_link, objective=row
    )
    return press(
        request,
        lambda: actions.remove_link(link, by=request.actor),
        success="Le lien est retiré.",
        page=address("steering:objective_page", uai, row.pk),
        show=lambda reasons: show_objective(request, row, reasons),
    )
