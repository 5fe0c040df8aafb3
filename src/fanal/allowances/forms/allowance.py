"""The forms of the allowances: the envelope, a mission, a line, an opinion, a decision, who takes over."""

from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms

from fanal.accounts.forms.people_choice import PersonChoice
from fanal.accounts.models import Person, School
from fanal.allowances.actions.envelope import Notified
from fanal.allowances.actions.proposal import ProposalInput
from fanal.allowances.models import ImpEnvelope, ImpProposal
from fanal.allowances.reading.proposals import standing_known
from fanal.allowances.rules.proposing import StaffStanding, standing_findings
from fanal.allowances.rules.rates import FULL, NAMES, rates_of, units
from fanal.core.forms.school_form import SchoolModelForm
from fanal.missions.actions.particular_mission import MissionInput
from fanal.missions.models import ParticularMission
from fanal.missions.rules.particular_mission import MissionKind
from fanal.missions.rules.words import texts_of
from fanal.year.rules.years import year_named

OTHER_KINDS = [choice for choice in MissionKind.choices() if choice[0] != MissionKind.DIGITAL]
ARTICLES = [("", "Sans le préciser"), ("6", "Article 6"), ("7", "Article 7")]
ARTICLE_CODES = {None: "", True: "6", False: "7"}


def rate_choices(year: str) -> list[tuple[int, str]]:
    """« 1 IMP, 1 250,00 € (taux plein) », as that school year's rates say."""
    rates = rates_of(year_named(year))
    named = {quarters: f" ({NAMES[quarters]})" for quarters in rates.legal_quarters if quarters in NAMES}
    return [
        (quarters, f"{units(quarters)}, {rates.amount(quarters)}{named.get(quarters, '')}")
        for quarters in sorted(rates.legal_quarters)
    ]


def every_rate(year: str) -> list[Any]:
    """The usual ones, then the others: no text that was read forbids them, and the page warns."""
    rates = rates_of(year_named(year))
    others = sorted(set(range(1, max(rates.legal_quarters))) - rates.legal_quarters)
    unusual = [(quarters, f"{units(quarters)}, {rates.amount(quarters)}") for quarters in others]
    return [*rate_choices(year), ("Autres taux, à demander au rectorat", unusual)]


class OfAPersonForm(SchoolModelForm):
    """`person` among those who are there."""

    def narrow(self, school: School) -> None:
        present = Person.objects.for_school(school).present()
        self.fields["person"].offer(present, "Choisissez une personne")


class EnvelopeForm(SchoolModelForm):
    units = forms.DecimalField(
        label="Enveloppe notifiée, en IMP",
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text="Par quarts : 9,5 par exemple.",
        localize=True,
        error_messages={"invalid": "Donnez un nombre d’IMP, 9,5 par exemple."},
    )

    class Meta:
        model, fields = ImpEnvelope, ["notified_on", "reference", "first_month"]

    def __init__(self, *args: Any, instance: ImpEnvelope | None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if instance is not None:
            self.initial["units"] = (Decimal(instance.quarters) / FULL).normalize()

    def clean_units(self) -> Decimal:
        """Not by `step_size`, which cannot read a number too long for a float."""
        units: Decimal = self.cleaned_data["units"]
        if units * FULL % 1:
            raise forms.ValidationError("Une IMP se divise en quarts : 0,25, 0,5, 0,75.")
        return units

    def notified(self) -> Notified:
        values = self.cleaned_data
        quarters = int(values["units"] * FULL)
        return Notified(quarters, values["notified_on"], values["reference"], values["first_month"])


class MissionForm(SchoolModelForm):
    kind = forms.ChoiceField(
        label="Mission",
        choices=[("", "Choisissez une mission"), *OTHER_KINDS],
        error_messages={"required": "Choisissez la mission."},
    )
    article = forms.ChoiceField(label="Article du décret", choices=ARTICLES, required=False)

    class Meta:
        model, fields = ParticularMission, ["title", "workload", "expertise", "reason", "code"]

    def __init__(self, *args: Any, year: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_private = self.school.status == School.Status.PRIVATE
        self.fields["title"].required = False
        rates, source = rates_of(year_named(year)), texts_of(is_private=is_private).annex
        self.fields["reason"].help_text = (
            f"Pour le référent numérique, de {rates.amount(rates.lowest)} à {rates.amount(rates.highest)} "
            f"({source}) ; en dehors, ce motif est présenté aux instances."
        )
        if is_private:
            del self.fields["article"]

    def fix_kind(self, kind: str) -> "MissionForm":
        """Another kind is another page: this one may begin from what is known of it."""
        self.fields["kind"] = forms.ChoiceField(
            choices=[(kind, MissionKind(kind).label)], widget=forms.HiddenInput
        )
        return self

    def mission_input(self, kind: str = "") -> MissionInput:
        values = self.cleaned_data
        is_kind, article = MissionKind(kind or values["kind"]), values.get("article")
        has_priority = article == "6" if article else None
        return MissionInput(
            is_kind,
            values["title"],
            has_priority,
            values["workload"],
            values["expertise"],
            values["reason"],
            values["code"],
        )


class ProposalForm(OfAPersonForm):
    quarters = forms.TypedChoiceField(
        label="Taux",
        coerce=int,
        initial=FULL,
        error_messages={"required": "Choisissez un taux."},
    )
    standing = forms.ChoiceField(
        label="Qualité",
        choices=[("", "D’après sa fonction dans Fanal"), *StaffStanding.choices()],
        required=False,
        help_text="Elle décide du droit à une indemnité. Corrigez-la si besoin.",
    )

    class Meta:
        model = ImpProposal
        fields = ("mission", "person", "quarters", "standing", "task", "is_whole_year", "has_pacte")
        field_classes: ClassVar[Any] = {"person": PersonChoice}
        help_texts: ClassVar[Any] = {
            "person": "Vous n’y êtes pas : votre propre ligne est préparée par un autre membre de la "
            "direction."
        }
        error_messages: ClassVar[Any] = {
            "person": {
                "required": "Choisissez la personne.",
                "invalid_choice": "Choisissez une personne de la liste ; on ne prépare pas sa propre ligne.",
            }
        }

    def offer_year(self, year: str, reader: int | None) -> "ProposalForm":
        """The missions and the rates of a year, the only mission chosen; everybody but the reader."""
        rates, field = cast(Any, self.fields["quarters"]), cast(Any, self.fields["mission"])
        rates.choices = every_rate(year)
        missions = ParticularMission.objects.for_school(self.school).of_year(year).in_order()
        field.offer(missions, "Choisissez une mission")
        if not self.is_bound and not self.initial.get("mission"):
            first = list(missions[:2])
            self.initial["mission"] = first[0].pk if len(first) == 1 else ""
        people: Any = self.fields["person"]
        people.queryset = people.queryset.exclude(pk=reader)
        return self

    def clean(self) -> dict[str, Any]:
        """No standing chosen: the one their function tells. What forbids it is said under the field."""
        values: dict[str, Any] = super().clean() or {}
        person, chosen = values.get("person"), values.get("standing")
        if person is None or self.errors.get("standing") or self.today is None:
            return values
        standing = StaffStanding(chosen) if chosen else standing_known(person, self.today)
        if standing is None:
            self.add_error("standing", "Fanal ne connaît pas sa fonction : choisissez sa qualité.")
            return values
        values["standing"] = standing.value
        texts = texts_of(is_private=self.school.status == School.Status.PRIVATE)
        for sentence in standing_findings(standing, texts):
            if sentence.stops:
                self.add_error("standing", f"{standing.label} : {sentence.text}")
        return values

    def proposal_input(self) -> ProposalInput:
        values = self.cleaned_data
        return ProposalInput(
            values["mission"],
            values["person"],
            values["quarters"],
            StaffStanding(values["standing"]),
            values["task"],
            values["is_whole_year"],
            values["has_pacte"],
        )
