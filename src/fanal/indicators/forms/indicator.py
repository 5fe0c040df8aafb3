"""What is typed about indicators: the set, the goals, a value, a comment. The rules decide."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import CodesField, SchoolForm, SchoolModelForm
from fanal.indicators.models import Indicator, IndicatorComment, IndicatorValue
from fanal.indicators.reading.sources import source_for
from fanal.indicators.rules.catalogue import CATALOGUE
from fanal.indicators.rules.choice import AIMS
from fanal.indicators.rules.definition import FAMILIES, Direction, Family, IndicatorDefinition
from fanal.indicators.rules.figure import DENOMINATOR_MISSING, shown
from fanal.indicators.rules.goals import frequencies_of
from fanal.year.rules.periods import KIND_LABELS, MeasurePeriod, period_named, period_of

NOT_TYPED = "Fanal compte lui-même cette période : choisissez-en une autre."
CHOICES_BACK = 26  # periods, the newest first: two years of months


class AimForm(forms.Form):
    """What the school wants to know; the set that answers is proposed."""

    aims = CodesField(
        label="Ce que vous voulez savoir cette année",
        choices=[(aim.code, aim.label) for aim in AIMS],
        required=False,
    )


def _boxes(family: Family) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name} ({one.code})") for one in CATALOGUE.values() if one.family is family]


class ChoiceForm(forms.Form):
    """Boxes of the whole catalogue, family by family, then those that the school made."""

    codes = CodesField(
        label="Indicateurs",
        choices=[(label, _boxes(family)) for family, label in FAMILIES.items()],
        error_messages={"required": "Cochez de huit à quinze indicateurs."},
    )

    def __init__(self, *args: Any, own: Sequence[IndicatorDefinition] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        boxes = [(one.code, one.name) for one in own]
        self.fields["codes"].choices += [(FAMILIES[Family.OWN], boxes)]


class GoalsForm(SchoolModelForm):
    class Meta:
        model, fields = Indicator, ["frequency", "baseline", "target", "alert", "method"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["frequency"].choices = [
            (kind.value, KIND_LABELS[kind]) for kind in frequencies_of(self.instance.definition)
        ]
        if self.instance.definition.direction is Direction.NEITHER:  # it is read, not aimed at
            del self.fields["target"], self.fields["alert"]


def recent_periods(indicator: Indicator, today: date) -> list[MeasurePeriod]:
    """This period and those before it, the newest first."""
    period, periods = period_of(today, indicator.kind), []
    for _ in range(CHOICES_BACK):
        periods.append(period)
        period = period.previous
    return periods


class PeriodChoice(forms.ChoiceField):
    """A period by its code; its value is the period."""

    def offer(self, indicator: Indicator, today: date) -> None:
        self.choices = [(period.code, period.label) for period in recent_periods(indicator, today)]

    def clean(self, value: Any) -> MeasurePeriod | None:
        return period_named(super().clean(value))


class TypedPeriodChoice(PeriodChoice):
    """The periods whose value may be typed: not those that Fanal has counted."""

    def offer(self, indicator: Indicator, today: date) -> None:
        """Beside a period that has a value, that value: it would be replaced."""
        values = {value.period: value for value in indicator.values.select_related("indicator__school")}
        is_counted = source_for(indicator) is not None
        self.choices = [
            (period.code, _with_value(period, values.get(period.code)))
            for period in recent_periods(indicator, today)
            if not (is_counted and period.code in values and values[period.code].is_counted_here)
        ]


def _with_value(period: MeasurePeriod, value: IndicatorValue | None) -> str:
    if value is None:
        return period.label
    indicator = value.indicator
    figure = shown(indicator.definition, value.figure, indicator.school.smallest_group)
    return f"{period.label} : remplace {figure.text}"


class CountField(forms.DecimalField):
    """« 1 250,5 », with the blanks that people write between thousands."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_digits=14, decimal_places=4, localize=True, **more)

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class ValueForm(SchoolForm):
    """Both sides of a formula, for one period; their labels are the words of the definition."""

    period = TypedPeriodChoice(label="Période", error_messages={"invalid_choice": NOT_TYPED})
    numerator = CountField(label="Nombre du haut")
    denominator = CountField(label="Nombre du bas", required=False)

    def __init__(self, *args: Any, indicator: Indicator, school: School, today: date, **more: Any) -> None:
        super().__init__(*args, school=school, today=today, **more)
        definition = indicator.definition
        self.fields["period"].offer(indicator, today)
        if not definition.has_denominator:
            self.fields["numerator"].label = definition.numerator
            del self.fields["denominator"]
        else:
            self.fields["numerator"].label = f"Nombre du haut : {definition.numerator}"
            self.fields["denominator"].label = f"Nombre du bas : {definition.denominator}"
            self.fields["denominator"].required = True
            self.fields["denominator"].error_messages["required"] = DENOMINATOR_MISSING.format(
                name=definition.denominator
            )


class CommentForm(SchoolModelForm):
    period = PeriodChoice(label="À propos de")

    class Meta:
        model, fields = IndicatorComment, ["period", "text"]

    def __init__(self, *args: Any, indicator: Indicator, today: date, **more: Any) -> None:
        super().__init__(*args, today=today, **more)
        self.fields["period"].offer(indicator, today)

    def clean_period(self) -> str:
        code: str = self.cleaned_data["period"].code
        return code
