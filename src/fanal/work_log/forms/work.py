"""The forms of a log: a line, the durations, a period to show."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.people.work import WorkSource, by_code
from fanal.missions.models.sharing import PART_CHOICES
from fanal.missions.rules.parts import PARTS
from fanal.work_log.models import WorkEntry, WorkShare
from fanal.work_log.rules.work import LONGEST, SHORTEST, USUAL

NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})
NO_MINUTES = "Choisissez une durée, ou écrivez-la."
MINUTES = {"usual", "minutes"}
WIDGETS = {"minutes": NUMBER, "activity": forms.RadioSelect}


class QuickForm(SchoolModelForm):
    """Ten seconds on a phone: how long, which kind; the rest has its usual value. Minutes typed win."""

    usual = forms.ChoiceField(
        label="Combien de temps",
        choices=[(str(n), f"{n} min") for n in USUAL],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ("usual",)

    class Meta:
        model, fields, widgets = WorkEntry, ["minutes", "activity", "what", "day"], WIDGETS
        labels: ClassVar[Any] = {"minutes": "En minutes", "activity": "Pour quoi"}
        help_texts: ClassVar[Any] = {"minutes": "Ce nombre remplace la durée choisie au-dessus."}

    def narrow(self, school: School) -> None:
        self.fields["minutes"].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        usual = values.pop("usual", "")
        values["minutes"] = values.get("minutes") or (int(usual) if usual else None)
        if not values["minutes"] and not MINUTES & set(self.errors):
            self.add_error("usual", NO_MINUTES)
        return values


class WorkLineForm(SchoolModelForm):
    """One line, corrected; only what was written by hand has its day and its words."""

    part = forms.ChoiceField(label="Partie", choices=[("", "Sans précision"), *PART_CHOICES], required=False)

    class Meta:
        model, fields, widgets = WorkEntry, ["minutes", "activity", "part", "day", "what"], WIDGETS

    def narrow(self, school: School) -> None:
        if not self.instance.is_manual:
            del self.fields["day"], self.fields["what"]


class DurationsForm(forms.Form):
    """How long each thing counts: what Fanal proposes, or what the person put in its place."""

    def __init__(self, *args: Any, chosen: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources: dict[str, WorkSource] = by_code()
        for code, source in self.sources.items():
            self.fields[code] = forms.IntegerField(
                label=source.one[:1].upper() + source.one[1:],
                initial=chosen.get(code, source.minutes),
                help_text=f"proposé : {source.minutes} min",
                min_value=SHORTEST,
                max_value=LONGEST,
                widget=NUMBER,
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the line of the mission they belong to."""
        groups = [(part.label, self._of(part.code)) for part in PARTS]
        return [(label, fields) for label, fields in groups if fields]

    def _of(self, part: str) -> list[Any]:
        return [self[code] for code, source in self.sources.items() if source.part == part]


class WorkShareForm(SchoolModelForm):
    """Which days, and how much of them."""

    with_detail = forms.TypedChoiceField(
        label="Quoi",
        choices=[("False", "Les totaux par activité"), ("True", "Aussi les lignes, jour par jour")],
        coerce=lambda typed: typed == "True",
        widget=forms.RadioSelect,
        initial="False",
    )

    class Meta:
        model, fields = WorkShare, ["first_day", "last_day", "with_detail"]
