"""The forms of the year: a task, a day, a reason, whose it is, a template and its rule."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.agenda.rules.codes import TaskCertainty
from fanal.agenda.rules.due import LONGEST_SHIFT, Anchor, Snap
from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.text.french import WEEKDAYS

BEFORE, AFTER = "before", "after"
EXACT_DAY = ""
ON_WEEKDAY = [
    (f"{snap.value}-{number}", words.format(day=day))
    for snap, words in (
        (Snap.WEEK, "le {day} de cette semaine-là"),
        (Snap.NEXT, "le premier {day} à partir de là"),
        (Snap.LAST, "le dernier {day} d’avant"),
    )
    for number, day in enumerate(WEEKDAYS[:5])
]
ANCHORS = [
    ("L’année scolaire", [(anchor.value, anchor.label) for anchor in Anchor if not anchor.month]),
    ("Les mois", [(anchor.value, anchor.label) for anchor in Anchor if anchor.month]),
]


class DayForm(SchoolModelForm):
    class Meta:
        model, fields = YearTask, ["due_on"]


class AsideForm(SchoolModelForm):
    class Meta:
        model, fields = YearTask, ["reason"]
        labels: ClassVar[Any] = {"reason": "Pourquoi"}


class HeldForm(SchoolModelForm):
    """Whose task it is: a function, or somebody by name."""

    class Meta:
        model = YearTask
        fields: ClassVar[Any] = ("owner", "person", "note")
        field_classes: ClassVar[Any] = {"person": PersonChoice}

    def narrow(self, school: School) -> None:
        people = Person.objects.for_school(school).present()
        self.fields["person"].offer(people, "À qui exerce cette fonction")


class TaskForm(HeldForm):
    """A task that comes from no template."""

    class Meta(HeldForm.Meta):
        fields: ClassVar[Any] = (
            "title",
            "detail",
            "due_on",
            "activity",
            "owner",
            "person",
            "remind_days",
        )
        labels: ClassVar[Any] = {"title": "Quoi"}
        widgets: ClassVar[Any] = {"activity": forms.RadioSelect}


class TemplateForm(SchoolModelForm):
    """A template, and its rule in the words of a sentence: how much, before or after what, which day.

    In `cleaned_data` the words are the columns of the rule, and « vérifiée » a certainty.
    """

    amount = forms.IntegerField(
        label="Combien", min_value=0, max_value=LONGEST_SHIFT, help_text="0 : le jour du repère."
    )
    side = forms.ChoiceField(label="Avant ou après", choices=[(BEFORE, "avant"), (AFTER, "après")])
    weekday = forms.ChoiceField(
        label="Quel jour", choices=[(EXACT_DAY, "ce jour-là"), *ON_WEEKDAY], required=False
    )
    is_checked = forms.BooleanField(
        label="Nous l’avons vérifiée : ne plus la dire « à vérifier »", required=False
    )
    field_order = ("title", "detail", "amount", "unit", "side", "anchor", "weekday")

    class Meta:
        model = TaskTemplate
        fields = ("title", "detail", "unit", "anchor", "activity", "owner", "remind_days", "is_used")
        labels: ClassVar[Any] = {
            "title": "Quoi",
            "unit": "De",
            "anchor": "Le repère",
            "is_used": "La créer chaque année",
        }
        widgets: ClassVar[Any] = {"activity": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        template = self.instance
        self.fields["anchor"].choices = ANCHORS
        self.initial.update(
            amount=abs(template.shift),
            side=BEFORE if template.shift < 0 else AFTER,
            weekday=EXACT_DAY if template.snap == Snap.EXACT else f"{template.snap}-{template.weekday}",
        )
        if not template.is_to_check:
            del self.fields["is_checked"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        amount, side = values.pop("amount", 0), values.pop("side", AFTER)
        snap, _, weekday = values.pop("weekday", EXACT_DAY).partition("-")
        rule = {"snap": snap or Snap.EXACT, "weekday": int(weekday or 0)}
        certainty = {"certainty": TaskCertainty.OWN} if values.pop("is_checked", False) else {}
        return values | rule | certainty | {"shift": -amount if side == BEFORE else amount}
