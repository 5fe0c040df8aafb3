"""The forms of the year: a task, a day, a reason, whose it is, a template and its rule."""

from typing import Any

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.accounts.rules.french import WEEKDAYS
from fanal.agenda.actions import Held, TaskInput, TemplateInput
from fanal.agenda.models import TaskTemplate, YearTask
from fanal.agenda.rules.codes import Activity, TaskOwner
from fanal.agenda.rules.due import LONGEST_SHIFT, Anchor, DueRule, ShiftUnit, Snap
from fanal.agenda.rules.reminders import MOST_DAYS
from fanal.core.forms import DayField, SchoolForm

LINES = forms.Textarea(attrs={"rows": 3})
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


def _reminder() -> forms.IntegerField:
    return forms.IntegerField(
        label="Rappel, combien de jours avant", min_value=0, max_value=MOST_DAYS, initial=7
    )


class DayForm(forms.Form):
    due_on = DayField(label="Pour le")


class AsideForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        required=False,
        help_text="Gardé avec la tâche : l’an prochain, quelqu’un se le demandera.",
    )


class HolderForm(SchoolForm):
    """Whose task it is: a function, or somebody by name."""

    owner = forms.ChoiceField(label="À quelle fonction", choices=TaskOwner.choices())
    person = PersonChoice(
        label="Ou à une personne",
        required=False,
        empty_label="À qui exerce cette fonction",
        help_text="Elle en est rappelée, même hors de l’équipe, et ne voit que ses tâches.",
    )

    def narrow(self, school: School) -> None:
        self.fields["person"].offer(Person.objects.for_school(school).present())


class HeldForm(HolderForm):
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=LINES)

    def held(self) -> Held:
        given = self.cleaned_data
        return Held(TaskOwner(given["owner"]), given["person"], given["note"])

    @classmethod
    def of(cls, task: YearTask) -> "HeldForm":
        values = {"owner": task.owner, "person": task.person_id, "note": task.note}
        return cls(school=task.school, initial=values)


class TaskForm(HolderForm):
    """A task that comes from no template."""

    field_order = ("title", "detail", "due_on", "activity", "owner", "person", "remind_days")

    title = forms.CharField(
        label="Quoi", max_length=160, error_messages={"required": "Dites ce qu’il y a à faire."}
    )
    detail = forms.CharField(label="Précision", max_length=1000, required=False, widget=LINES)
    due_on = DayField(label="Pour le")
    activity = forms.ChoiceField(label="Activité", choices=Activity.choices(), widget=forms.RadioSelect)
    remind_days = _reminder()

    def wanted(self) -> TaskInput:
        given = self.cleaned_data
        return TaskInput(
            given["title"],
            given["detail"],
            Activity(given["activity"]),
            TaskOwner(given["owner"]),
            given["due_on"],
            given["person"],
            given["remind_days"],
        )


class TemplateForm(forms.Form):
    """A template, and its rule in the words of a sentence: how much, before or after what, which day."""

    title = forms.CharField(
        label="Quoi", max_length=160, error_messages={"required": "Dites ce qu’il y a à faire."}
    )
    detail = forms.CharField(label="Précision", max_length=1000, required=False, widget=LINES)
    amount = forms.IntegerField(
        label="Combien", min_value=0, max_value=LONGEST_SHIFT, initial=0, help_text="0 : le jour du repère."
    )
    unit = forms.ChoiceField(label="De", choices=ShiftUnit.choices())
    side = forms.ChoiceField(
        label="Avant ou après", choices=[(BEFORE, "avant"), (AFTER, "après")], initial=AFTER
    )
    anchor = forms.ChoiceField(label="Le repère", choices=ANCHORS)
    weekday = forms.ChoiceField(
        label="Quel jour", choices=[(EXACT_DAY, "ce jour-là"), *ON_WEEKDAY], required=False
    )
    activity = forms.ChoiceField(label="Activité", choices=Activity.choices(), widget=forms.RadioSelect)
    owner = forms.ChoiceField(label="À quelle fonction", choices=TaskOwner.choices())
    remind_days = _reminder()
    is_used = forms.BooleanField(label="La créer chaque année", required=False, initial=True)
    is_checked = forms.BooleanField(
        label="Nous l’avons vérifiée : ne plus la dire « à vérifier »", required=False
    )

    def __init__(self, *args: Any, template: TaskTemplate | None = None, **kwargs: Any) -> None:
        if template is not None:
            kwargs.setdefault("initial", _initial(template))
        super().__init__(*args, **kwargs)
        if template is None or not template.is_to_check:
            del self.fields["is_checked"]

    def planned(self) -> TemplateInput:
        given = self.cleaned_data
        return TemplateInput(
            given["title"],
            given["detail"],
            Activity(given["activity"]),
            TaskOwner(given["owner"]),
            self._rule(),
            given["remind_days"],
            given["is_used"],
            given.get("is_checked", False),
        )

    def _rule(self) -> DueRule:
        given = self.cleaned_data
        shift = -given["amount"] if given["side"] == BEFORE else given["amount"]
        snap, _, weekday = given["weekday"].partition("-")
        return DueRule(
            Anchor(given["anchor"]),
            shift,
            ShiftUnit(given["unit"]),
            Snap(snap or Snap.EXACT),
            int(weekday or 0),
        )


def _initial(template: TaskTemplate) -> dict[str, Any]:
    weekday = EXACT_DAY if template.snap == Snap.EXACT else f"{template.snap}-{template.weekday}"
    same = ("title", "detail", "unit", "anchor", "activity", "owner", "remind_days", "is_used")
    return {name: getattr(template, name) for name in same} | {
        "amount": abs(template.shift),
        "side": BEFORE if template.shift < 0 else AFTER,
        "weekday": weekday,
    }
