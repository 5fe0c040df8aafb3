"""What is typed about an indicator of the school's own. The rules decide."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.indicators.models import Indicator
from fanal.indicators.reading.sources import counted_measures
from fanal.year.rules.periods import KIND_LABELS, PeriodKind

BY_HAND = "Saisi à la main"
ELSE_EMPTY = "Laissez vide si Fanal le compte."
BOTH = (
    "Fanal compte déjà ce que vous avez choisi au-dessus : effacez ces mots, ou choisissez "
    "« Saisi à la main »."
)


class OwnIndicatorForm(SchoolModelForm):
    """`part` and `whole` name what Fanal counts; else the words of both sides, whose values are typed."""

    part = forms.ChoiceField(label="Nombre du haut : Fanal le compte", required=False)
    whole = forms.ChoiceField(label="Nombre du bas : Fanal le compte", required=False)

    class Meta:
        model = Indicator
        fields = [
            "name",
            "part",
            "numerator",
            "whole",
            "denominator",
            "unit",
            "direction",
            "is_of_people",
            "frequency",
        ]
        field_classes: ClassVar[Any] = dict.fromkeys(("name", "numerator", "denominator"), NameField)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        measures = [(code, measure.label) for code, measure in counted_measures().items()]
        self.fields["name"].required = True
        self.fields["part"].choices = [("", BY_HAND), *measures]
        self.fields["whole"].choices = [("", f"{BY_HAND}, ou un nombre seul"), *measures]
        self.fields["numerator"].label = "Nombre du haut : ce que vous comptez à la main"
        self.fields["denominator"].label = "Nombre du bas : ce que vous comptez à la main"
        self.fields["numerator"].help_text = f"{self.fields['numerator'].help_text} {ELSE_EMPTY}"
        if self.instance.part:  # its words are those of what Fanal counts
            self.initial["numerator"] = ""
        if self.instance.whole:
            self.initial["denominator"] = ""
        if "frequency" in self.fields:
            kinds = [kind for kind in PeriodKind if kind is not PeriodKind.CIVIL]
            self.fields["frequency"].choices = [(kind.value, KIND_LABELS[kind]) for kind in kinds]

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        sides = self.cleaned_data
        if not sides.get("part") and not sides.get("numerator"):
            self.add_error("numerator", "Dites ce qui est compté, ou choisissez ce que Fanal compte déjà.")
        for counted, words in (("part", "numerator"), ("whole", "denominator")):
            if sides.get(counted) and sides.get(words):
                self.add_error(words, BOTH)
        return values


class OwnFormulaForm(OwnIndicatorForm):
    """The same for one that exists: how often it is measured is changed with its target."""

    class Meta(OwnIndicatorForm.Meta):
        fields = [name for name in OwnIndicatorForm.Meta.fields if name != "frequency"]
