"""One indicator: its curve, its values, what is said of them, the rows behind a figure."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from fanal.accounts.policies.rights import require
from fanal.accounts.reading.requests import SchoolRequest, at_moment
from fanal.accounts.views.thing_pages import ThingPages
from fanal.core.charts import Chart
from fanal.core.http.answers import FORM, InPages, get_or_404, paginate
from fanal.core.pages.form_page import SAVED, form_page
from fanal.core.pages.page import FormPage, Page, Paged, ShortFormPage, render
from fanal.indicators.actions import choice as choice_actions
from fanal.indicators.actions import own as own_actions
from fanal.indicators.actions import value as actions
from fanal.indicators.forms.indicator import CommentForm, GoalsForm, ValueForm
from fanal.indicators.forms.own import OwnFormulaForm, OwnIndicatorForm
from fanal.indicators.models import Indicator, IndicatorComment, IndicatorValue, ValueSource
from fanal.indicators.policies import indicator as policies
from fanal.indicators.reading.charts import over_time, over_time_words
from fanal.indicators.reading.series import WITHHELD, IndicatorLine, one_line
from fanal.indicators.reading.sources import source_for
from fanal.indicators.rules.definition import IndicatorDefinition
from fanal.indicators.rules.figure import ShownFigure, shown, side_words
from fanal.measures.reading.indicators import IndicatorSource

SHOWN_COMMENTS = 20


def _rows(request: SchoolRequest) -> QuerySet[Indicator]:
    rows: QuerySet[Indicator] = Indicator.objects.visible_to(request.member)
    return rows


@dataclass(frozen=True, kw_only=True)
class IndicatorPage(FormPage):
    """`is_typed`: its values are typed by hand, at least those that nobody counts."""

    template = "indicators/indicator.html"

    indicator: Indicator
    line: IndicatorLine
    definition: IndicatorDefinition
    points: Paged
    chart: Chart | None
    words: str
    comments: QuerySet[IndicatorComment]
    source: IndicatorSource | None
    withheld: str
    is_typed: bool


def show_indicator(
    request: SchoolRequest, indicator: Indicator, reasons: list[str], form: CommentForm | None = None
) -> HttpResponse:
    line, source = one_line(request.member, indicator, request.today), source_for(indicator)
    chart = over_time(line)
    points = [(point, line.values[point.period.code]) for point in reversed(line.points)]
    page = IndicatorPage(
        form=form or _comment_form(request, indicator),
        reasons=reasons,
        indicator=indicator,
        line=line,
        definition=indicator.definition,
        points=paginate(request, points, 12),
        chart=chart,
        words=over_time_words(line, is_drawn=chart is not None),
        comments=indicator.comments.select_related("written_by")[:SHOWN_COMMENTS],
        source=source,
        withheld=WITHHELD if line.is_withheld else "",
        is_typed=not (indicator.definition.is_delay and source),
    )
    return render(request, page)


def _comment_form(request: SchoolRequest, indicator: Indicator) -> CommentForm:
    school = request.member.school
    return CommentForm(request.POST or None, school=school, indicator=indicator, today=request.today)


INDICATORS = ThingPages[Indicator](
    rows=_rows,
    key="indicator",
    page_address="indicators:indicator_page",
    list_address="indicators:dashboard",
    plural="Indicateurs",
    rights=(policies.choose_indicators, policies.write_values),
    show=show_indicator,
    detail=lambda row: row.definition.formula,
)
indicator_goals = INDICATORS.change(
    GoalsForm,
    lambda request, row, values, seen: choice_actions.change_goals(row, values, by=request.actor, seen=seen),
    right=policies.choose_indicators,
    title="Cible et mesure",
)

own_add = INDICATORS.add(
    OwnIndicatorForm,
    lambda request, values: own_actions.create_own(request.member.school, values, **at_moment(request)),
    right=policies.choose_indicators,
    title="Un indicateur à vous",
    success=lambda row: f"« {row} » est suivi.",
    button="Créer et suivre",
)
OWN_INDICATORS = replace(INDICATORS, rows=lambda request: _rows(request).exclude(name=""))
own_change = OWN_INDICATORS.change(
    OwnFormulaForm,
    lambda request, row, values, seen: own_actions.change_own(row, values, seen=seen, **at_moment(request)),
    right=policies.choose_indicators,
    title="Changer la formule",
)


@require_safe
def indicator_page(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    return show_indicator(request, INDICATORS.one(request, indicator), [])


@require_http_methods(FORM)
def indicator_comment(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row = INDICATORS.one(request, indicator)
    form = _comment_form(request, row)
    return form_page(
        request,
        form,
        lambda values: actions.comment(row, values, **at_moment(request)),
        require=lambda: require(policies.write_values, request.actor, row),
        success="",
        next_page=INDICATORS.page_of(request, row),
        show=lambda reasons: show_indicator(request, row, reasons, form),
    )


@require_http_methods(FORM)
def value_type(request: SchoolRequest, uai: str, indicator: int) -> HttpResponse:
    row, school = INDICATORS.one(request, indicator), request.member.school
    short_form = ShortFormPage(
        form=ValueForm(request.POST or None, indicator=row, school=school, today=request.today),
        title="Saisir une valeur",
        detail=row.definition.formula,
        trail=INDICATORS.trail(request, row),
    )
    return form_page(
        request,
        short_form,
        lambda values: actions.type_value(
            row, values["period"], values["numerator"], values.get("denominator"), **at_moment(request)
        ),
        require=lambda: require(policies.write_values, request.actor, row),
        success=SAVED,
        next_page=INDICATORS.page_of(request, row),
    )


@dataclass(frozen=True, kw_only=True)
class ValueRowsPage(Page):
    """`page`: the rows, where they are listed; `parts`: what the figure adds up, in words."""

    template = "indicators/rows.html"

    value: IndicatorValue
    indicator: Indicator
    definition: IndicatorDefinition
    figure: ShownFigure
    page: Paged | None
    worth_noun: str
    numerator: str
    denominator: str
    parts: list[tuple[str, str]]


@require_safe
def value_rows(request: SchoolRequest, uai: str, indicator_value: int) -> HttpResponse:
    """The rows behind a figure: each leads to its own page, which says who may read it."""
    rows = IndicatorValue.objects.visible_to(request.member).select_related("indicator")
    value: IndicatorValue = get_or_404(rows, pk=indicator_value)
    source, school = source_for(value.indicator), request.member.school
    figure = shown(value.indicator.definition, value.figure, school.smallest_group)
    page_of_rows = None
    if source and source.rows and value.source == ValueSource.COMPUTED and not figure.reason:
        behind = source.rows(school, value.measured_over)
        page_of_rows = paginate(request, InPages(lambda start, stop: behind[start:stop], behind.count))
    page = ValueRowsPage(
        value=value,
        indicator=value.indicator,
        definition=value.indicator.definition,
        figure=figure,
        page=page_of_rows,
        worth_noun=source.worth_noun if source and page_of_rows else "",
        numerator=side_words(value.numerator),
        denominator=side_words(value.denominator),
        parts=[(label, side_words(Decimal(amount))) for label, amount in value.parts],
    )
    return render(request, page)
