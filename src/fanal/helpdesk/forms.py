"""The forms of a request: they narrow to the school and phrase errors; the rules decide."""

from django import forms

from fanal.accounts.models import School
from fanal.core.forms import SchoolChoice, SchoolForm
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.actions import Asked
from fanal.helpdesk.rules.codes import Kind, Urgency, WaitingFor


class AskForm(SchoolForm):
    """« Demander de l’aide » : one sentence, the rest is guessed or prefilled."""

    text = forms.CharField(
        label="Que se passe-t-il ?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        error_messages={"required": "Dites en une phrase ce qui ne va pas."},
    )
    kind = forms.ChoiceField(
        label="C’est plutôt", choices=Kind.choices(), widget=forms.RadioSelect, initial=Kind.OTHER
    )
    room = SchoolChoice(Room, label="Où ?", required=False, empty_label="Je ne sais pas, ou ailleurs")
    equipment = SchoolChoice(
        Equipment, label="Quel équipement ?", required=False, empty_label="Je ne sais pas, ou un autre"
    )
    urgency = forms.ChoiceField(
        label="Est-ce que cela…",
        choices=Urgency.choices(),
        widget=forms.RadioSelect,
        initial=Urgency.ANNOYING,
    )

    def narrow(self, school: School) -> None:
        self.fields["room"].offer(Room.objects.for_school(school).in_use().order_by("name"))
        self.fields["equipment"].offer(
            Equipment.objects.for_school(school).present().order_by("name")
        )

    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in self.fields})


class ReplyForm(forms.Form):
    """A message of the thread, or a note for the team."""

    text = forms.CharField(
        label="Votre message",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )


class HoldForm(forms.Form):
    """Whom the request waits for, and until when."""

    waiting_for = forms.ChoiceField(
        label="En attente", choices=WaitingFor.choices(), widget=forms.RadioSelect
    )
    until = forms.DateField(
        label="Jusqu’au", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
