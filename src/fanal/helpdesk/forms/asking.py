"""What a request is about, as somebody asks it, and as it is corrected."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from fanal.accounts.models import School
from fanal.accounts.models.member import Member
from fanal.core.files import RefusedFile
from fanal.core.files.attachments import Stored, store
from fanal.core.files.recognise import LARGEST_FILE
from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.text.words import is_id
from fanal.equipment.models import Equipment, Room
from fanal.equipment.reading.custody import in_the_hands_of
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.policies.request import has_lessons
from fanal.helpdesk.reading.guesses import service_named
from fanal.helpdesk.rules.codes import OF_SERVICES, RequestKind, Urgency
from fanal.helpdesk.rules.kinds import guess
from fanal.helpdesk.rules.places import room_of_own, rooms_named
from fanal.online_services.models import OnlineService

MINE, HERE = "Ce qui m’est prêté", "Dans cette salle"
NOT_LISTED = (
    "Cet équipement n’est ni dans cette salle, ni prêté à vous : choisissez-le dans la liste, "
    "ou « Je ne sais pas »."
)


class AskForm(SchoolModelForm):
    """« Demander de l’aide » : one sentence, the rest is guessed or prefilled."""

    guessed = forms.CharField(required=False, widget=forms.HiddenInput)
    photo = forms.FileField(label="Photo", required=False)

    class Meta:
        model = HelpRequest
        fields: ClassVar[Any] = ("text", "kind", "room", "equipment", "service", "urgency")
        labels: ClassVar[Any] = {
            "kind": "C’est plutôt",
            "room": "Où ?",
            "equipment": "Quel équipement ?",
            "service": "Quel service ?",
            "urgency": "Et le cours ?",
        }
        widgets: ClassVar[Any] = {
            "text": forms.Textarea(
                attrs={"rows": 3, "autofocus": True, "placeholder": "Le vidéoprojecteur reste noir"}
            ),
            "kind": forms.RadioSelect,
            "urgency": forms.RadioSelect,
        }

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if not has_lessons(member.roles):
            self.fields["urgency"].label = "Et votre travail ?"
            self.fields["urgency"].choices = [
                (Urgency.BLOCKED, "Bloque mon travail"),
                *((each, each.label) for each in Urgency if each is not Urgency.BLOCKED),
            ]

    def narrow(self, school: School) -> None:
        unknown = "Je ne sais pas, ou un autre"
        rooms = Room.objects.for_school(school).in_use().order_by("name")
        self.fields["room"].offer(rooms, "Je ne sais pas, ou ailleurs")
        self.fields["equipment"].offer(Equipment.objects.for_school(school).present(), unknown)
        services = OnlineService.objects.for_school(school).in_use().by_name()
        self.fields["service"].offer(services, unknown)

    def asks_of_service(self) -> bool:
        """For a service rather than for a machine: the school has some, no machine is chosen."""
        if self["kind"].value() not in OF_SERVICES or self["equipment"].value():
            return False
        listed = list((field := self.fields["service"]).queryset.values_list("pk", "name"))
        field.widget.choices = [("", field.empty_label), *listed]
        return bool(listed)

    @property
    def _is_mine(self) -> Q:
        return in_the_hands_of(self.member.person) if self.member.person else Q(pk__in=[])

    def show_equipment(self, *, with_own: bool = True) -> None:
        """List what this person has (`with_own`), then the machines of the chosen room.

        Nobody sees here what another person has.
        """
        room = str(self["room"].value() or "")
        rows = Equipment.objects.for_school(self.school).present().annotate(is_mine=self._is_mine)
        near = rows.filter(Q(is_mine=True) | Q(room=room if is_id(room) else None, room__isnull=False))
        groups: dict[str, list[tuple[int, str]]] = {MINE: [], HERE: []}
        for pk, name, is_mine in near.order_by("name", "pk").values_list("pk", "name", "is_mine"):
            if with_own or not is_mine:
                groups[MINE if is_mine else HERE].append((pk, name))
        shown = [(title, listed) for title, listed in groups.items() if listed]
        self.fields["equipment"].widget.choices = [("", self.fields["equipment"].empty_label), *shown]

    def _has(self, machine: Equipment) -> bool:
        return Equipment.objects.for_school(self.school).filter(self._is_mine, pk=machine.pk).exists()

    def clean_equipment(self) -> Equipment | None:
        """One that is listed: in the room, theirs; those who see every machine may name any."""
        machine: Equipment | None = self.cleaned_data["equipment"]
        room = self.cleaned_data.get("room")
        if machine is None or (room is not None and room == machine.room):
            return machine
        if self._has(machine) or Equipment.objects.visible_to(self.member).filter(pk=machine.pk).exists():
            return machine
        raise forms.ValidationError(NOT_LISTED)

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

    def request_values(self) -> dict[str, Any]:
        """What was asked: the kind guessed if nobody chose it, the room of the machine if none was said."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in self.Meta.fields}
        guessed, equipment, service = cleaned["guessed"], cleaned["equipment"], cleaned["service"]
        if values["kind"] == (guessed or RequestKind.OTHER):
            values["kind"] = guess(cleaned["text"])
        if values["kind"] == RequestKind.OTHER and guessed == cleaned["kind"] and equipment:
            values["kind"] = equipment.type.kind
        if values["kind"] == RequestKind.OTHER and guessed == cleaned["kind"] and service:
            values["kind"] = RequestKind.ENT
        if equipment and self._goes_to_its_room(equipment):
            values["room"] = equipment.room
        if values["kind"] not in OF_SERVICES:
            values["service"] = None
        elif service is None and not self.data.get("guessed_service"):
            values["service_id"] = service_named(self.member, cleaned["text"])
            del values["service"]
        if values["kind"] == RequestKind.ACCOUNT and not equipment:
            values["room"] = None  # a password is forgotten everywhere
        return values

    def _goes_to_its_room(self, machine: Equipment) -> bool:
        """Whether no room was said, or one only proposed before somebody chose what is lent to them."""
        room, proposed = self.cleaned_data["room"], self.data.get("guessed_room")
        if room is None:
            return True
        if proposed is None or not self._has(machine):  # a program proposes none
            return False
        is_named = rooms_named(self.cleaned_data["text"], [(room.pk, room.name)])
        return not is_named and room_of_own(machine.room_id, str(room.pk), proposed) != str(room.pk)


class CorrectForm(SchoolModelForm):
    """Where a request belongs, and what it is about."""

    class Meta:
        model, fields = HelpRequest, ["room", "equipment", "kind"]
        labels: ClassVar[Any] = {name: AskForm.Meta.labels[name] for name in ("room", "equipment", "kind")}
        widgets: ClassVar[Any] = {"kind": forms.RadioSelect}

    def narrow(self, school: School) -> None:
        rooms = Room.objects.for_school(school).in_use().order_by("name")
        self.fields["room"].offer(rooms, "Sans salle, ou ailleurs")
        self.fields["equipment"].offer(
            Equipment.objects.for_school(school).present().order_by("name"), "Aucun"
        )

    def show_equipment_near(self, help_request: HelpRequest) -> None:
        """List the machines of the chosen room, what whoever asked has, and the filed one."""
        field, room = self.fields["equipment"], str(self["room"].value() or "")
        close = in_the_hands_of(help_request.requester) | (Q(room=room) if is_id(room) else Q(room=None))
        if room == str(help_request.room_id or ""):
            close |= Q(pk=help_request.equipment_id)
        listed = [(machine.pk, machine.name) for machine in field.queryset.filter(close).only("name")]
        field.widget.choices = [("", field.empty_label), *listed]
