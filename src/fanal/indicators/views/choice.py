"""Choosing the eight to fifteen indicators of the school: a set for its aims, then one more or one less."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.addresses import address
from fanal.core.form_page import button_page, form_page
from fanal.core.http import FORM, get_or_404, render_page
from fanal.indicators.actions import choice as actions
from fanal.indicators.forms.indicator import AimForm, ChoiceForm
from fanal.indicators.models import Indicator
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.sources import sources
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import AIMS, LEAST, MOST, proposed
from fanal.indicators.rules.definition import FAMILIES

KNOWN_AIMS = {aim.code for aim in AIMS}


def _followed(request: SchoolRequest) -> set[str]:
    rows = Indicator.objects.visible_to(request.member).followed()
    return set(rows.values_list("code", flat=True))


@require_http_methods(FORM)
def choose(request: SchoolRequest, uai: str) -> HttpResponse:
    """`?aims=`: what the school wants to know; without it, what is followed now, or the usual set."""
    require(policies.choose_indicators, request.actor, None)
    aims = [code for code in request.GET.getlist("aims")[: len(AIMS)] if code in KNOWN_AIMS]
    followed, computed = _followed(request), set(sources())
    ticked = proposed(aims, computed) if aims or not followed else [*followed]
    page = address("indicators:dashboard", uai)
    return form_page(
        request,
        ChoiceForm(request.POST or None, initial={"codes": ticked}),
        lambda values: actions.choose_indicators(
            request.member.school, values["codes"], **at_moment(request)
        ),
        template="indicators/choose.html",
        success="Ces indicateurs sont suivis. Ce que Fanal sait compter l’est déjà.",
        next_page=page,
        context={
            "aims": AimForm(initial={"aims": aims}),
            "groups": _groups(set(request.POST.getlist("codes")) if request.POST else set(ticked)),
            "left": [one.name for one in CATALOGUE.values() if one.code in followed.difference(ticked)],
            "least": LEAST,
            "most": MOST,
            "back": page,
        },
    )


def _groups(ticked: set[str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The whole catalogue by family: each definition, whether it is ticked, whether Fanal counts it."""
    computed = set(sources())
    rows = [
        {"definition": one, "is_ticked": one.code in ticked, "is_computed": one.code in computed}
        for one in CATALOGUE.values()
    ]
    return [
        (label, [row for row in rows if row["definition"].family == family])  # type: ignore[attr-defined]
        for family, label in FAMILIES.items()
    ]


@require_safe
def catalogue(request: SchoolRequest, uai: str) -> HttpResponse:
    """« Ajouter »: what is not followed, with its formula, its origin and the national values."""
    require(policies.choose_indicators, request.actor, None)
    followed = _followed(request)
    context = {
        "groups": _groups(followed),
        "count": len(followed),
        "most": MOST,
        "is_full": len(followed) >= MOST,
    }
    return render_page(request, "indicators/catalogue.html", context)


@require_POST
def follow(request: SchoolRequest, uai: str, code: str) -> HttpResponse:
    if code not in CATALOGUE:
        raise Http404
    return button_page(
        request,
        lambda: actions.follow_more(request.member.school, code, **at_moment(request)),
        success=f"« {CATALOGUE[code].name} » est suivi.",
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
