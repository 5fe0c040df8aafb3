"""The forms of a log: a line, the durations, a period to show."""

from datetime import date
from typing import Any

from django import forms

from fanal.agenda.rules.codes import Activity
from fanal.core.forms import DayField
from fanal.core.work import WorkSource, by_code
from fanal.missions.actions import WorkInput
from fanal.missions.models import WorkEntry
from fanal.missions.rules.parts import PARTS, parts_of
from fanal.missions.rules.work import LONGEST, LONGEST_WORDS, SHORTEST, USUAL

NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})
PART_CHOICES = [
    ("", "Sans précision"),
    *((kind.label, [(part.code, part.label) for part in parts_of(kind)]) for kind in Activity),
]
NO_MINUTES = "Choisissez une durée, ou écrivez-la."
MINUTES: dict[str, Any] = {"min_value": SHORTEST, "max_value": LONGEST, "widget": NUMBER}


def _words() -> forms.CharField:
    return forms.CharField(
        label="Quelques mots",
        max_length=LONGEST_WORDS,
        required=False,
        help_text="Sans nom d’élève ni de collègue : ce carnet peut être montré.",
    )


class QuickForm(forms.Form):
    """Ten seconds on a phone: how long, which kind; the rest has its usual value. Minutes typed win."""

    usual = forms.ChoiceField(
        label="Combien de temps",
        choices=[(str(n), f"{n} min") for n in USUAL],
        required=False,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label="En minutes",
        required=False,
        help_text="Ce nombre remplace la durée choisie au-dessus.",
        **MINUTES,
    )
    activity = forms.ChoiceField(
        label="Pour quoi",
        choices=Activity.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une activité."},
    )
    what = _words()
    day = DayField(label="Quel jour")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (
            not given.get("usual")
            and not given.get("minutes")
            and not {"usual", "minutes"} & set(self.errors)
        ):
            self.add_error("usual", NO_MINUTES)
        return given

    def written(self) -> WorkInput:
        given = self.cleaned_data
        minutes = given["minutes"] or int(given["usual"])
        return WorkInput(given["day"], minutes, Activity(given["activity"]), what=given["what"])


class WorkLineForm(forms.Form):
    """One line, corrected; only what was written by hand has its day and its words."""

    minutes = forms.IntegerField(label="Minutes", **MINUTES)
    activity = forms.ChoiceField(label="Activité", choices=Activity.choices(), widget=forms.RadioSelect)
    part = forms.ChoiceField(label="Partie", choices=PART_CHOICES, required=False)
    day = DayField(label="Quel jour")
    what = _words()

    def __init__(self, *args: Any, entry: WorkEntry, **kwargs: Any) -> None:
        values = {name: getattr(entry, name) for name in ("minutes", "activity", "part", "day", "what")}
        kwargs.setdefault("initial", values)
        super().__init__(*args, **kwargs)
        self.entry = entry
        if not entry.is_manual:
            del self.fields["day"], self.fields["what"]

    def written(self) -> WorkInput:
        given = self.cleaned_data
        return WorkInput(
            given.get("day", self.entry.day),
            given["minutes"],
            Activity(given["activity"]),
            given["part"],
            given.get("what", ""),
        )


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
                **MINUTES,
            )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the line of the mission they belong to."""
        groups = [(part.label, self._of(part.code)) for part in PARTS]
        return [(label, fields) for label, fields in groups if fields]

    def _of(self, part: str) -> list[Any]:
        return [self[code] for code, source in self.sources.items() if source.part == part]


class WorkShareForm(forms.Form):
    """Which days, and how much of them."""

    first = DayField(label="Du")
    last = DayField(label="Au")
    detail = forms.ChoiceField(
        label="Quoi",
        choices=[("0", "Les totaux par activité"), ("1", "Aussi les lignes, jour par jour")],
        widget=forms.RadioSelect,
    )

    def days(self) -> tuple[date, date]:
        return self.cleaned_data["first"], self.cleaned_data["last"]
