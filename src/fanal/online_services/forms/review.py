"""The forms of a review: opening it, one right, somebody else who administers a service."""

from typing import Any

from django import forms

from fanal.accounts.models import Membership, Person, School
from fanal.core.forms import DayField, SchoolChoice, SchoolForm
from fanal.online_services.actions.reviews import RightDecision
from fanal.online_services.models import ReviewedRight
from fanal.online_services.policies import READERS
from fanal.online_services.rules.reviews import DECISIONS, FACTORS, ReviewDecision, proposed


class OpeningForm(forms.Form):
    title = forms.CharField(
        label="Nom", max_length=80, error_messages={"required": "Donnez un nom à la revue."}
    )
    due_on = DayField(label="À finir avant le")


class RightForm(forms.Form):
    """One right: what becomes of it is asked, the rest may be said."""

    decision = forms.ChoiceField(
        label="Ce droit",
        choices=[(decision.value, label) for decision, label in DECISIONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que devient ce droit."},
    )
    factor = forms.ChoiceField(label="Double vérification", choices=list(FACTORS.items()), required=False)
    last_used_on = DayField(label="Dernière utilisation", required=False)
    reason = forms.CharField(label="Précision", max_length=200, required=False)

    @classmethod
    def of(cls, right: ReviewedRight, sent: Any, *, is_first: bool) -> "RightForm":
        decision = right.decision or (proposed(right.right).value if is_first else "")
        initial = {
            "decision": decision,
            "factor": right.factor,
            "last_used_on": right.last_used_on,
            "reason": right.reason,
        }
        form = cls(sent, prefix=f"r{right.pk}", initial=initial)
        if right.right.is_of_right:
            field: Any = form.fields["decision"]
            field.choices = [(ReviewDecision.KEEP.value, "De droit : garder")]
        return form

    @staticmethod
    def sent(right: ReviewedRight, sent: Any) -> Any:
        """What was sent of this right; None when the screen did not show it yet."""
        return sent if f"r{right.pk}-decision" in sent else None

    def decided(self) -> RightDecision:
        given = self.cleaned_data
        return RightDecision(given["decision"], given["reason"], given["factor"], given["last_used_on"])


class OtherAdminForm(SchoolForm):
    person = SchoolChoice(
        Person, label="Une personne de l’établissement", required=False, empty_label="Aucune"
    )
    who = forms.CharField(label="Ou le nom d’un autre compte", max_length=160, required=False)

    def narrow(self, school: School) -> None:
        field: Any = self.fields["person"]
        field.offer(Person.objects.for_school(school).present().by_name())


class DoerForm(SchoolForm):
    """Whoever reads the reviews can take it on."""

    doer = SchoolChoice(Person, label="Qui s’en occupe", error_messages={"required": "Choisissez quelqu’un."})

    def narrow(self, school: School) -> None:
        field: Any = self.fields["doer"]
        held = Membership.objects.for_school(school).holding(*READERS)
        people = Person.objects.for_school(school).present()
        field.offer(people.filter(pk__in=held.values("person")).by_name())
