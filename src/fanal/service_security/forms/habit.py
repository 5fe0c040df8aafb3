"""The checklist of a service, answered in one form; the calculator of password rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from fanal.service_security.rules.habit_facts import HabitAnswer, HabitStatement, answers_to
from fanal.service_security.rules.habits import HabitRow, fingerprint
from fanal.service_security.rules.password_cases import CLASSES, LONGEST, MOST_WORDS, SHORTEST


class AnswerField(forms.ChoiceField):
    """Always answered, at least by « on ne sait pas »."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or HabitAnswer.UNKNOWN.value)


class HabitsForm(forms.Form):
    """One choice and one note for each habit that Fanal does not measure. `seen`: what was answered then."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    again = forms.BooleanField(
        label="J’ai tout revérifié aujourd’hui : les réponses inchangées prennent aussi la date du jour",
        required=False,
    )

    def __init__(self, *args: Any, lines: Sequence[HabitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if not line.measured]
        for line in self.lines:
            habit, choices = line.habit, answers_to(line.habit)
            self.fields[habit.code] = AnswerField(
                label=habit.label,
                help_text=habit.help,
                choices=[(choice.value, choice.label) for choice in choices],
                widget=forms.RadioSelect,
            )
            self.fields[f"{habit.code}_note"] = forms.CharField(
                label="Précision",
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"aria-label": f"Précision : {habit.label}"}),
            )

    @staticmethod
    def initial_of(
        lines: Sequence[HabitRow], said: Mapping[str, HabitStatement], today: date
    ) -> dict[str, str]:
        """What somebody said this year; the rest is to be said, or is known from elsewhere."""
        start = {"seen": fingerprint(said)}
        for line in lines:
            code, last = line.habit.code, line.said
            start[code] = (last.answer if last and last.is_fresh(today) else HabitAnswer.UNKNOWN).value
            start[f"{code}_note"] = last.note if last else ""
        return start

    @property
    def questions(self) -> list[tuple[HabitRow, forms.BoundField, forms.BoundField]]:
        return [(line, self[line.habit.code], self[f"{line.habit.code}_note"]) for line in self.lines]

    def answers(self) -> dict[str, Any]:
        """Of those that were asked: what a list measured when the form was shown is left as it was."""
        values = self.cleaned_data
        codes = [line.habit.code for line in self.lines if line.habit.code in self.data]
        answers = {code: (HabitAnswer(values[code]), values[f"{code}_note"]) for code in codes}
        return {"answers": answers, "seen": values["seen"], "again": values["again"]}


class RuleForm(forms.Form):
    """No password is asked: a length and classes, or a number of words."""

    longueur = forms.IntegerField(
        label="Longueur, en caractères", min_value=SHORTEST, max_value=LONGEST, required=False
    )
    sortes = forms.MultipleChoiceField(
        label="Sortes de caractères imposées",
        choices=list(CLASSES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mots = forms.IntegerField(
        label="Ou nombre de mots tirés au hasard", min_value=1, max_value=MOST_WORDS, required=False
    )
