"""What a request is about, as somebody asks it, and as it is corrected."""

from django import forms
from django.db.models import Q

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.attachments import Stored, store
from fanal.core.files import RefusedFile
from fanal.core.files.recognise import LARGEST_FILE
from fanal.core.forms import SchoolChoice, SchoolForm
from fanal.core.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.helpdesk.actions import Filing, RequestInput
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.rules.codes import OF_SERVICES, RequestKind, Urgency
from fanal.helpdesk.rules.kinds import guess
from fanal.online_services.models import OnlineService


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
        label="C’est plutôt",
        choices=RequestKind.choices(),
        widget=forms.RadioSelect,
        initial=RequestKind.OTHER,
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

    def request_input(self) -> RequestInput:
        """What was asked: the kind guessed if nobody chose it, the room of the machine if none was said."""
        cleaned = self.cleaned_data
        kind = (
            guess(cleaned["text"])
            if cleaned["kind"] == (cleaned["guessed"] or RequestKind.OTHER)
            else cleaned["kind"]
        )
        if kind == RequestKind.OTHER and cleaned["guessed"] == cleaned["kind"] and cleaned["equipment"]:
            kind = cleaned["equipment"].type.kind
        if kind == RequestKind.OTHER and cleaned["guessed"] == cleaned["kind"] and cleaned["service"]:
            kind = RequestKind.ENT
        room = cleaned["room"] or (cleaned["equipment"].room if cleaned["equipment"] else None)
        service = cleaned["service"] if kind in OF_SERVICES else None
        return RequestInput(cleaned["text"], kind, cleaned["urgency"], room, cleaned["equipment"], service)


class CorrectForm(SchoolForm):
    """Where a request belongs, and what it is about."""

    room = SchoolChoice(Room, label="Où ?", required=False, empty_label="Sans salle, ou ailleurs")
    equipment = SchoolChoice(Equipment, label="Quel équipement ?", required=False, empty_label="Aucun")
    kind = forms.ChoiceField(label="C’est plutôt", choices=RequestKind.choices(), widget=forms.RadioSelect)

    def narrow(self, school: School) -> None:
        self.fields["room"].offer(Room.objects.for_school(school).in_use().order_by("name"))
        self.fields["equipment"].offer(Equipment.objects.for_school(school).present().order_by("name"))

    def show_equipment_near(self, help_request: HelpRequest) -> None:
        """List the machines of the chosen room, those lent to whoever asked, and the filed one."""
        field, room = self.fields["equipment"], str(self["room"].value() or "")
        close = Q(holder=help_request.requester_id) | (Q(room=room) if is_id(room) else Q(room=None))
        if room == str(help_request.room_id or ""):
            close |= Q(pk=help_request.equipment_id)
        listed = [(machine.pk, machine.name) for machine in field.queryset.filter(close).only("name")]
        field.widget.choices = [("", field.empty_label), *listed]

    def filing(self) -> Filing:
        return Filing(**self.cleaned_data)
