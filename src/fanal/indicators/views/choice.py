"""Choosing the eight to fifteen indicators of the school: a set for its aims, then one more or one less."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.http.addresses import address
from fanal.core.http.answers import FORM, get_or_404
from fanal.core.pages.form_page import button_page, form_page
from fanal.core.pages.page import FormPage, Page, render
from fanal.indicators.actions import choice as actions
from fanal.indicators.forms.indicator import AimForm, ChoiceForm
from fanal.indicators.models import Indicator
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.sources import source_for, sources
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import AIMS, LEAST, MOST, proposed
from fanal.indicators.rules.definition import FAMILIES, IndicatorDefinition

KNOWN_AIMS = {aim.code for aim in AIMS}


def _followed(request: SchoolRequest) -> set[str]:
    rows = Indicator.objects.visible_to(request.member).followed()
    return set(rows.values_list("code", flat=True))


@dataclass(frozen=True)
class CatalogueRow:
    """One definition, whether it is ticked, whether Fanal counts it."""

    definition: IndicatorDefinition
    is_ticked: bool
    is_computed: bool


Groups = list[tuple[str, list[CatalogueRow]]]


@dataclass(frozen=True, kw_only=True)
class ChooseIndicatorsPage(FormPage):
    """`left`: the names of what is followed and is not proposed any more."""

    template = "indicators/choose.html"

    aims: AimForm
    groups: Groups
    left: list[str]
    least: int
    most: int
    back: str


@require_http_methods(FORM)
def choose(request: SchoolRequest, uai: str) -> HttpResponse:
    """`?aims=`: what the school wants to know; without it, what is followed now, or the usual set."""
    require(policies.choose_indicators, request.actor, None)
    aims = [code for code in request.GET.getlist("aims")[: len(AIMS)] if code in KNOWN_AIMS]
    followed, own, computed = _followed(request), _own(request), set(sources())
    ticked = proposed(aims, computed) if aims or not followed else [*followed]
    page = ChooseIndicatorsPage(
        form=ChoiceForm(request.POST or None, initial={"codes": ticked}, own=[row.definition for row in own]),
        aims=AimForm(initial={"aims": aims}),
        groups=_groups(set(request.POST.getlist("codes")) if request.POST else set(ticked), own),
        left=[one.name for one in _definitions(own) if one.code in followed.difference(ticked)],
        least=LEAST,
        most=MOST,
        back=address("indicators:dashboard", uai),
    )
    school = request.member.school
    return form_page(
        request,
        page,
        lambda values: actions.choose_indicators(school, values["codes"], **at_moment(request)),
        success="Ces indicateurs sont suivis. Ce que Fanal sait compter l’est déjà.",
        next_page=page.back,
    )


def _own(request: SchoolRequest) -> list[Indicator]:
    """Those that the school made, followed or not."""
    return list(Indicator.objects.visible_to(request.member).exclude(name="").order_by("pk"))


def _definitions(own: list[Indicator]) -> list[IndicatorDefinition]:
    return [*CATALOGUE.values(), *(row.definition for row in own)]


def _groups(ticked: set[str], own: list[Indicator]) -> Groups:
    """The whole catalogue by family, then those that the school made."""
    computed = {*sources(), *(row.code for row in own if source_for(row))}
    rows = [CatalogueRow(one, one.code in ticked, one.code in computed) for one in _definitions(own)]
    groups = [
        (label, [row for row in rows if row.definition.family == family])
        for family, label in FAMILIES.items()
    ]
    return [(label, rows) for label, rows in groups if rows]


@dataclass(frozen=True, kw_only=True)
class IndicatorCataloguePage(Page):
    template = "indicators/catalogue.html"

    groups: Groups
    count: int
    most: int
    is_full: bool


@require_safe
def catalogue(request: SchoolRequest, uai: str) -> HttpResponse:
    """« Ajouter »: what is not followed, with its formula, its origin and the national values."""
    require(policies.choose_indicators, request.actor, None)
    followed = _followed(request)
    page = IndicatorCataloguePage(
        groups=_groups(followed, _own(request)), count=len(followed), most=MOST, is_full=len(followed) >= MOST
    )
    return render(request, page)


@require_POST
def follow(request: SchoolRequest, uai: str, code: str) -> HttpResponse:
    names = {one.code: one.name for one in _definitions(_own(request))}
    if code not in names:
        raise Http404
    return button_page(
        request,
        lambda: actions.follow_more(request.member.school, code, **at_moment(request)),
        success=f"« {names[code]} » est suivi.",
        next_page=address("indicators:catalogue", uai),
    )


@require_POST
def leave(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row = get_or_404(Indicator.objects.visible_to(request.member), pk=indicator)
    return button_page(
        request,
        lambda: actions.leave(row, **at_moment(request)),
        success=f"« {row} » n’est plus suivi. Ses valeurs sont gardées.",
        next_page=address("indicators:dashboard", uai),
    )
