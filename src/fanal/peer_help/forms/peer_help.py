"""The forms of peer help: one's card, a request, a message, a session, an open hour, a slot."""

from typing import Any, ClassVar

from fanal.core.forms.school_form import NameField, SchoolModelForm
from fanal.peer_help.models import (
    OpenHour,
    OpenHourSlot,
    PeerOffer,
    PeerSession,
    ProjectHelp,
    ProjectHelpMessage,
)


class PeerOfferForm(SchoolModelForm):
    class Meta:
        model = PeerOffer
        fields: ClassVar[Any] = ("topics", "words", "opens_classroom")
        field_classes: ClassVar[Any] = {"words": NameField}


class ProjectHelpForm(SchoolModelForm):
    class Meta:
        model = ProjectHelp
        fields: ClassVar[Any] = ("title", "text")
        field_classes: ClassVar[Any] = {"title": NameField}


class PeerMessageForm(SchoolModelForm):
    class Meta:
        model = ProjectHelpMessage
        fields: ClassVar[Any] = ("text",)


class PeerSessionForm(SchoolModelForm):
    class Meta:
        model = PeerSession
        fields: ClassVar[Any] = ("held_on", "minutes")


class OpenHourForm(SchoolModelForm):
    class Meta:
        model = OpenHour
        fields: ClassVar[Any] = ("starts_at", "slot_minutes", "slot_count", "place", "about")
        field_classes: ClassVar[Any] = {"place": NameField, "about": NameField}


class SlotForm(SchoolModelForm):
    class Meta:
        model = OpenHourSlot
        fields: ClassVar[Any] = ("about",)
        field_classes: ClassVar[Any] = {"about": NameField}
