"""The forms of a request: they narrow to the school and phrase errors; the rules decide."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.members import Member
from fanal.accounts.models import School
from fanal.core.attachments import Stored, store
from fanal.core.files import RefusedFile
from fanal.core.files.recognise import LARGEST_FILE
from fanal.core.forms import DayField, SchoolChoice, SchoolForm
from fanal.core.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.actions import Asked
from fanal.helpdesk.rules.codes import OF_SERVICES, Kind, Urgency, WaitingFor
from fanal.helpdesk.rules.kinds import guess
from fanal.helpdesk.rules.time_spent import LONGEST, OUT_OF_BOUNDS, SHORTEST
from fanal.online_services.models import OnlineService

FARTHEST = timedelta(days=5 * 366)
NO_SUCH_NUMBER = "Aucune demande ne porte ce numéro."


class AskForm(SchoolForm):
    """« Demander de l’aide » : one sentence, the rest is guessed or prefilled."""

    text = forms.CharField(
        label="Que se passe-t-il ?",
        max_length=4000,
        widget=forms.Textarea(
            attrs={"rows": 3, "autofocus": True, "placeholder": "Le vidéoprojecteur reste noir"}
        ),
        error_messages={"required": "Dites en une phrase ce qui ne va pas."},
    )
    kind = forms.ChoiceField(
        label="C’est plutôt", choices=Kind.choices(), widget=forms.RadioSelect, initial=Kind.OTHER
    )
    guessed = forms.CharField(required=False, widget=forms.HiddenInput)
    room = SchoolChoice(Room, label="Où ?", required=False, empty_label="Je ne sais pas, ou ailleurs")
    equipment = SchoolChoice(
        Equipment, label="Quel équipement ?", required=False, empty_label="Je ne sais pas, ou un autre"
    )
    service = SchoolChoice(
        OnlineService, label="Quel service ?", required=False, empty_label="Je ne sais pas, ou un autre"
    )
    urgency = forms.ChoiceField(
        label="Est-ce que cela…",
        choices=Urgency.choices(),
        widget=forms.RadioSelect,
        initial=Urgency.ANNOYING,
    )

    photo = forms.FileField(label="Photo", required=False)

    def narrow(self, school: School) -> None:
        self.fields["room"].offer(Room.objects.for_school(school).in_use().order_by("name"))
        self.fields["equipment"].offer(Equipment.objects.for_school(school).present())
        self.fields["service"].offer(OnlineService.objects.for_school(school).in_use().by_name())

    def asks_of_service(self) -> bool:
        """For a service rather than for a machine: the school has some, no machine is chosen."""
        if self["kind"].value() not in OF_SERVICES or self["equipment"].value():
            return False
        listed = list((field := self.fields["service"]).queryset.values_list("pk", "name"))
        field.widget.choices = [("", field.empty_label), *listed]
        return bool(listed)

    def show_equipment_for(self, member: Member) -> None:
        """List the machines of the chosen room and those lent to this person; any of the school is valid."""
        room = str(self["room"].value() or "")
        close = Q(holder=member.person) | (Q(room=room) if is_id(room) else Q())
        near = Equipment.objects.for_school(member.school).present().filter(close).only("name")
        choices = [(machine.pk, machine.name) for machine in near.order_by("name")]
        self.fields["equipment"].widget.choices = [("", self.fields["equipment"].empty_label), *choices]

    def clean_photo(self) -> Stored | None:
        """Made harmless and kept before anything is written; a refused file is said under its field."""
        sent = self.cleaned_data["photo"]
        if not sent:
            return None
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError(
                "Cette photo dépasse 25 Mo. Reprenez-la en plus petit, ou envoyez sans photo."
            )
        try:
            return store(self.school.pk, sent.read(), sent.name)
        except RefusedFile as refusal:
            raise forms.ValidationError(refusal.reasons) from None

    def asked(self) -> Asked:
        """What was asked: the kind guessed if nobody chose it, the room of the machine if none was said."""
        told = self.cleaned_data
        kind = guess(told["text"]) if told["kind"] == (told["guessed"] or Kind.OTHER) else told["kind"]
        if kind == Kind.OTHER and told["guessed"] == told["kind"] and told["equipment"]:
            kind = told["equipment"].type.kind
        if kind == Kind.OTHER and told["guessed"] == told["kind"] and told["service"]:
            kind = Kind.ENT
        room = told["room"] or (told["equipment"].room if told["equipment"] else None)
        service = told["service"] if kind in OF_SERVICES else None
        return Asked(told["text"], kind, told["urgency"], room, told["equipment"], service)


class ReplyForm(forms.Form):
    """A message of the thread, or a note for the team."""

    text = forms.CharField(
        label="Votre message", max_length=8000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )  # fmt: skip


class HoldForm(forms.Form):
    """Whom the request waits for, and until when."""

    waiting_for = forms.ChoiceField(
        label="En attente", choices=WaitingFor.choices(), widget=forms.RadioSelect
    )
    until = DayField(label="Jusqu’au", required=False)

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(
                "La date d’attente est passée : choisissez aujourd’hui ou un jour à venir."
            )
        return until


class TheirAnswerForm(forms.Form):
    """What the authority said: their number, and for when."""

    number = forms.CharField(label="Leur numéro", max_length=40, required=False)
    promised_on = DayField(label="Promis pour le", required=False)

    def clean_promised_on(self) -> date | None:
        """« 0026 » for « 2026 » would be two thousand years late."""
        promised = self.cleaned_data["promised_on"]
        if promised and abs(promised - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError("Cette date est à plus de cinq ans : vérifiez l’année.")
        return promised


class RefusalForm(forms.Form):
    """Why they refuse."""

    reason = forms.CharField(label="Motif", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class TimeForm(forms.Form):
    """How many minutes; the usual ones are buttons."""

    minutes = forms.IntegerField(
        label="Autre, en minutes", min_value=SHORTEST, max_value=LONGEST,
        error_messages={
            "required": "Dites combien de minutes.",
            "invalid": "Dites combien de minutes, en chiffres.",
            "min_value": OUT_OF_BOUNDS,
            "max_value": OUT_OF_BOUNDS,
        },
    )  # fmt: skip


class OtherForm(forms.Form):
    """Another request, by the number people quote."""

    number = forms.IntegerField(
        label="Demande n°", min_value=1, max_value=999_999_999,
        error_messages={
            "required": "Donnez le numéro de l’autre demande.",
            "invalid": "Un numéro de demande ne porte que des chiffres.",
            "min_value": NO_SUCH_NUMBER,
            "max_value": NO_SUCH_NUMBER,
        },
    )  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"auto_id": "other_%s"} | named)  # it stands beside « Leur numéro »


class EntrustForm(forms.Form):
    """To which colleague of the team."""

    person_id = forms.TypedChoiceField(
        label="À qui ?", coerce=int,
        error_messages={
            "required": "Choisissez à qui confier la demande.",
            "invalid_choice": "Cette personne ne traite pas les demandes aujourd’hui.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, people: dict[int, str], **kwargs: Any) -> None:
        """`people`: their names."""
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [("", "Choisir"), *people.items()]
