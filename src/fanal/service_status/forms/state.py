"""The forms of a service's state: declare it, and choose what is checked of it."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import SchoolModelForm
from fanal.core.text.moments import MomentField
from fanal.service_status.models import ServiceWatch, StatePeriod
from fanal.service_status.rules.probing import KINDS
from fanal.service_status.rules.states import LABELS, ServiceState

DECLARABLE = (ServiceState.DOWN, ServiceState.DISTURBED, ServiceState.OK, ServiceState.PLANNED)


class DeclareStateForm(SchoolModelForm):
    """One press is enough: only the state is needed."""

    state = forms.TypedChoiceField(
        label="Dans quel état est-il ?",
        choices=[(state.value, LABELS[state]) for state in DECLARABLE],
        coerce=ServiceState,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un état."},
    )
    starts = MomentField("Depuis, ou à partir du", required=False, help_text="Vide : maintenant.")
    ends = MomentField(
        "Fin prévue",
        required=False,
        help_text="L’état cesse à cette heure, sauf si vous dites autre chose avant.",
    )
    field_order = ("state", "reason", "starts", "ends")

    class Meta:
        model, fields = StatePeriod, ["reason"]


class WatchForm(SchoolModelForm):
    """What Fanal asks of the service, and to whom its state is shown."""

    kinds = forms.MultipleChoiceField(
        label="Ce qui est vérifié",
        choices=list(KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = ServiceWatch
        fields = ("is_public", "address", "kinds", "is_authorized", "minutes")
        labels: ClassVar[Any] = {
            "is_public": "Montrer son état sur la page publique",
            "address": "Adresse à vérifier",
            "is_authorized": (
                "L’hébergeur autorise qu’une machine visite cette adresse toutes les quelques minutes"
            ),
        }
