"""The form of a request over one's data: what came, and what was answered."""

from typing import Any

from django import forms

from fanal.core.forms import DayField
from fanal.privacy.forms.fields import lines
from fanal.privacy.models import RightsRequest
from fanal.privacy.rules.requests import RequestOutcome, SubjectRight


class RightsForm(forms.Form):
    who = forms.CharField(
        label="De qui vient la demande",
        max_length=160,
        help_text="Et pour qui, si c’est un responsable légal. Ne gardez pas de copie de pièce d’identité.",
        error_messages={"required": "Dites de qui vient la demande."},
    )
    right = forms.ChoiceField(label="Quel droit", choices=SubjectRight.choices())
    detail = lines("Ce qui est demandé")
    received_on = DayField(label="Reçue le")
    is_identified = forms.BooleanField(label="L’identité de qui demande est vérifiée", required=False)
    extended_on = DayField(label="Prolongation annoncée le", required=False)
    extension_reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        required=False,
        help_text="Deux mois de plus, vu la complexité de la demande ou le nombre des demandes reçues.",
    )
    answer = forms.ChoiceField(label="Réponse", choices=RequestOutcome.choices(), initial=RequestOutcome.NONE)
    answer_reason = lines(
        "Ce qui est répondu", hint="Imprimé dans la lettre ; un refus, même en partie, se motive."
    )
    answered_on = DayField(label="Répondu le", required=False)

    @classmethod
    def initial_of(cls, row: RightsRequest) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.base_fields}
