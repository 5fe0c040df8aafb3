"""The forms of a review: opening it, one right, somebody else who administers a service."""

from typing import Any

from django import forms

from fanal.accounts.models import Membership, Person, School
from fanal.core.forms.school_form import SchoolChoice, SchoolForm, SchoolModelForm
from fanal.online_services.policies.keepers import READERS
from fanal.service_security.models import AccessReview, ReviewedRight, ReviewedService
from fanal.service_security.reading.reviews import rights_of
from fanal.service_security.rules.reviews import DECISIONS, ReviewDecision, proposed

MOST_NOTE = 300


class OpeningForm(SchoolModelForm):
    class Meta:
        model, fields = AccessReview, ["title", "due_on"]


class RightForm(SchoolModelForm):
    """One right: what becomes of it is asked, the rest may be said."""

    decision = forms.ChoiceField(
        label="Ce droit",
        choices=[(decision.value, label) for decision, label in DECISIONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Dites ce que devient ce droit."},
    )

    class Meta:
        model, fields = ReviewedRight, ["decision", "factor", "last_used_on", "reason"]

    @classmethod
    def of(cls, right: ReviewedRight, data: Any, *, school: School, is_first: bool) -> "RightForm":
        first = right.decision or (proposed(right.right).value if is_first else "")
        prefix, initial = f"r{right.pk}", {"decision": first}
        form = cls(data, prefix=prefix, initial=initial, instance=right, school=school)
        if right.right.is_of_right:
            form.fields["decision"].choices = [(ReviewDecision.KEEP.value, "De droit : garder")]
        return form


class ReviewedServiceForm(SchoolForm):
    """Every right of a service, each a form of its own, and a note, cut where it is too long.

    `is_partial`: what was sent may lack the rights that the screen did not show yet.
    """

    note = forms.CharField(required=False)

    def __init__(
        self, data: Any, *, school: School, reviewed: ReviewedService, is_partial: bool = False
    ) -> None:
        super().__init__(data, school=school)
        is_first, self.rights = reviewed.done_on is None, list[RightForm]()
        for right in rights_of(reviewed):
            sent = None if is_partial and f"r{right.pk}-decision" not in data else data
            self.rights.append(RightForm.of(right, sent, school=school, is_first=is_first))

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(form.is_valid() for form in self.rights)])

    def clean_note(self) -> str:
        return self.cleaned_data["note"][:MOST_NOTE]

    def decisions(self) -> dict[int, dict[str, Any]]:
        return {form.instance.pk: form.cleaned_data for form in self.rights}


class OtherAdminForm(SchoolForm):
    person = SchoolChoice(
        Person, label="Une personne de l’établissement", required=False, empty_label="Aucune"
    )
    who = forms.CharField(label="Ou le nom d’un autre compte", max_length=160, required=False)

    def narrow(self, school: School) -> None:
        self.fields["person"].offer(Person.objects.for_school(school).present().by_name())


class DoerForm(SchoolModelForm):
    """Whoever reads the reviews can take it on."""

    class Meta:
        model, fields = ReviewedRight, ["doer"]

    def narrow(self, school: School) -> None:
        held = Membership.objects.for_school(school).holding(*READERS)
        people = Person.objects.for_school(school).present()
        self.fields["doer"].offer(people.filter(pk__in=held.values("person")).by_name())
