"""The small forms on the page of a request: they phrase errors; the rules decide.

They are forms of no school and of no row, since they are drawn once for the pages of every school.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from fanal.core.forms.school_form import DayField
from fanal.helpdesk.rules.codes import WaitingFor
from fanal.helpdesk.rules.time_spent import LONGEST, OUT_OF_BOUNDS, SHORTEST, USUAL_WORDS

FARTHEST = timedelta(days=5 * 366)
NO_SUCH_NUMBER = "Aucune demande ne porte ce numéro."


class ReplyForm(forms.Form):
    """A message of the thread, or a note for the team."""

    text = forms.CharField(
        label="Votre message",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "r"}),
        error_messages={"required": "Écrivez votre message avant de l’envoyer."},
    )


class ReopenForm(forms.Form):
    """« Non, pas encore »: what is wrong, if one wants to say it."""

    text = forms.CharField(
        label="Qu’est-ce qui ne va pas ?",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{"auto_id": "reopen_%s"} | named)  # it stands beside « Votre message »


class SolveForm(forms.Form):
    """« Résolue »: a word to whoever asked and the minutes it took, if one wants to."""

    text = forms.CharField(
        label="Un mot à qui l’a demandée",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.TypedChoiceField(
        label="Temps passé",
        choices=[("", "Ne pas noter"), *USUAL_WORDS],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{"auto_id": "solve_%s"} | named)  # it stands beside « Votre message »


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
        label="Autre, en minutes",
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={
            "required": "Dites combien de minutes.",
            "invalid": "Dites combien de minutes, en chiffres.",
            "min_value": OUT_OF_BOUNDS,
            "max_value": OUT_OF_BOUNDS,
        },
    )


class RelatedRequestForm(forms.Form):
    """Another request, by the number people quote."""

    number = forms.IntegerField(
        label="Demande n°",
        min_value=1,
        max_value=999_999_999,
        error_messages={
            "required": "Donnez le numéro de l’autre demande.",
            "invalid": "Un numéro de demande ne porte que des chiffres.",
            "min_value": NO_SUCH_NUMBER,
            "max_value": NO_SUCH_NUMBER,
        },
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{"auto_id": "other_%s"} | named)  # it stands beside « Leur numéro »


class EntrustForm(forms.Form):
    """To which colleague of the team."""

    person_id = forms.TypedChoiceField(
        label="À qui ?",
        coerce=int,
        error_messages={
            "required": "Choisissez à qui confier la demande.",
            "invalid_choice": "Cette personne ne traite pas les demandes aujourd’hui.",
        },
    )

    def __init__(self, *args: Any, people: dict[int, str], **kwargs: Any) -> None:
        """`people`: their names."""
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [("", "Choisir"), *people.items()]


@dataclass(frozen=True)
class RequestForms:
    """The forms of the page of a request, blank but those that were sent or filled.

    `entrust`: it lists people, so the page makes it for whoever may entrust.
    """

    reply: ReplyForm
    reopen: ReopenForm
    solve: SolveForm
    hold: HoldForm
    answer: TheirAnswerForm
    refusal: RefusalForm
    time: TimeForm
    related: RelatedRequestForm
    entrust: EntrustForm | None = None

    @property
    def sent(self) -> dict[str, forms.Form]:
        """Those that were sent, by name."""
        return {name: form for name, form in vars(self).items() if form is not None and form.is_bound}


# Never filled: their fields are drawn once for all pages.
BLANK_FORMS = RequestForms(
    reply=ReplyForm(),
    reopen=ReopenForm(),
    solve=SolveForm(),
    hold=HoldForm(),
    answer=TheirAnswerForm(),
    refusal=RefusalForm(),
    time=TimeForm(),
    related=RelatedRequestForm(),
)
