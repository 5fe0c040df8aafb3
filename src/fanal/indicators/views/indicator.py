"""One indicator: its curve, its values, what is said of them, the rows behind a figure."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import annotate_permissions
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.core.addresses import address
from fanal.core.form_page import SAVED, form_page
from fanal.core.http import FORM, InPages, get_or_404, paginate, render_page
from fanal.core.stale import version_of
from fanal.indicators.actions import choice as choice_actions
from fanal.indicators.actions import value as actions
from fanal.indicators.forms.indicator import CommentForm, GoalsForm, ValueForm
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.charts import over_time, over_time_words
from fanal.indicators.reading.series import WITHHELD, one_line
from fanal.indicators.reading.sources import source_of
from fanal.indicators.rules.figure import shown, side_words

SHOWN_COMMENTS = 20


def indicator_or_404(request: SchoolRequest, pk: int) -> Indicator:
    row: Indicator = get_or_404(Indicator.objects.visible_to(request.member), pk=pk)
    annotate_permissions([row], policies.choose_indicators, policies.write_values, to=request.actor)
    return row


def _context(request: SchoolRequest, indicator: Indicator) -> dict[str, Any]:
    line = one_line(request.member, indicator, request.today)
    points = [(point, line.values[point.period.code]) for point in reversed(line.points)]
    comments = indicator.comments.select_related("written_by")[:SHOWN_COMMENTS]
    return {
        "indicator": indicator,
        "line": line,
        "definition": indicator.definition,
        "points": paginate(request, points, 12),
        "chart": over_time(line),
        "words": over_time_words(line),
        "comments": comments,
        "source": source_of(indicator.code),
        "withheld": WITHHELD if line.is_withheld else "",
        "is_typed": not (indicator.definition.is_delay and source_of(indicator.code)),
    }


@require_safe
def indicator_page(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row = indicator_or_404(request, indicator)
    form = CommentForm(school=request.member.school, indicator=row, today=request.today)
    return render_page(request, "indicators/indicator.html", {"form": form, **_context(request, row)})


@require_http_methods(FORM)
def indicator_comment(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row = indicator_or_404(request, indicator)
    school = request.member.school
    form = CommentForm(request.POST or None, school=school, indicator=row, today=request.today)
    return form_page(
        request,
        form,
        lambda values: actions.comment(row, values, **at_moment(request)),
        template="indicators/indicator.html",
        success="",
        next_page=address("indicators:indicator_page", uai, row.pk),
        context=lambda: _context(request, row),
    )


@require_http_methods(FORM)
def indicator_goals(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row = indicator_or_404(request, indicator)
    form = GoalsForm(request.POST or None, school=request.member.school, instance=row)
    seen = request.POST.get("seen") or version_of(row, form.fields)
    page = address("indicators:indicator_page", uai, row.pk)
    return form_page(
        request,
        form,
        lambda values: choice_actions.change_goals(row, values, by=request.actor, seen=seen),
        template="indicators/form.html",
        success=SAVED,
        next_page=page,
        context={"title": "Cible et mesure", "indicator": row, "seen": seen, "back": page},
    )


@require_http_methods(FORM)
def value_type(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row = indicator_or_404(request, indicator)
    page = address("indicators:indicator_page", uai, row.pk)
    school = request.member.school
    return form_page(
        request,
        ValueForm(request.POST or None, indicator=row, school=school, today=request.today),
        lambda values: actions.type_value(
            row, values["period"], values["numerator"], values.get("denominator"), **at_moment(request)
        ),
        template="indicators/form.html",
        success=SAVED,
        next_page=page,
        context={"title": "Saisir une valeur", "indicator": row, "back": page},
    )


@require_safe
def value_rows(request: SchoolRequest, uai: str, indicator_value: int) -> HttpResponse:
    """The rows behind a figure: each leads to its own page, which says who may read it."""
    rows = IndicatorValue.objects.visible_to(request.member).select_related("indicator")
    value: IndicatorValue = get_or_404(rows, pk=indicator_value)
    source, school = source_of(value.indicator.code), request.member.school
    figure = shown(value.indicator.definition, value.figure, school.smallest_group)
    is_listed = source is not None and source.rows is not None and value.source == "computed"
    page = None
    if source is not None and source.rows is not None and is_listed and not figure.reason:
        behind = source.rows(school, value.measured_over)
        page = paginate(request, InPages(lambda start, stop: behind[start:stop], behind.count))
    context = {
        "value": value,
        "indicator": value.indicator,
        "definition": value.indicator.definition,
        "figure": figure,
        "page": page,
        "has_worth": page is not None and any(row.worth for row in page),
        "numerator": side_words(value.numerator),
        "denominator": side_words(value.denominator),
        "parts": [(label, side_words(Decimal(amount))) for label, amount in value.parts],
    }
    return render_page(request, "indicators/rows.html", context)
