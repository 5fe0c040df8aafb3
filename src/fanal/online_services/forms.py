"""The form of a service, and who is expected to be its administrator."""

from typing import Any

from django import forms

from fanal.accounts.models import Person, School
from fanal.core.forms import SchoolForm
from fanal.online_services.models.online_service import LEAST_DAYS, MOST_DAYS
from fanal.online_services.rules.catalogue import BOTH, HOLDERS, KINDS
from fanal.online_services.rules.findings import DORMANT_DAYS
from fanal.online_services.rules.sheets import PER_PAGE


class ServiceForm(SchoolForm):
    name = forms.CharField(
        label="Nom",
        max_length=80,
        help_text="Celui que l’on dit, par exemple « Pronote ».",
        error_messages={"required": "Donnez un nom au service, par exemple « Pronote »."},
    )
    kind = forms.ChoiceField(label="Sorte", choices=list(KINDS.items()), initial="other")
    holders = forms.ChoiceField(
        label="Qui doit y avoir un compte ?",
        choices=list(HOLDERS.items()),
        widget=forms.RadioSelect,
        initial=BOTH,
    )
    address = forms.URLField(label="Adresse", required=False, assume_scheme="https", max_length=200)
    dormant_days = forms.IntegerField(
        label="Compte inactif après, en jours",
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=DORMANT_DAYS,
        help_text="Un réglage de l’établissement, pas une règle. Il sert à la comparaison suivante.",
    )
    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        help_text="Qui le fournit, qui appeler. Aucun mot de passe.",
    )


class SheetsForm(forms.Form):
    """How login sheets look. Nothing of it is about a person."""

    per_page = forms.TypedChoiceField(
        label="Fiches par page", choices=[(count, str(count)) for count in PER_PAGE], coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez combien de fiches tiennent sur une page."},
    )  # fmt: skip
    words = forms.CharField(
        label="Phrase sur chaque fiche", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="Retenue pour ce service.",
    )  # fmt: skip
    classes = forms.CharField(
        label="Seulement ces classes", max_length=200, required=False,
        help_text="Par exemple « 6A, 6B ». Vide : toutes.",
    )  # fmt: skip


class AdminsForm(SchoolForm):
    """Among the staff who are here, by name."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person._default_manager.none(), label="Administrateurs prévus", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def narrow(self, school: School) -> None:
        field: Any = self.fields["people"]
        field.queryset = Person.objects.for_school(school).present().by_name()
        field.label_from_instance = lambda person: f"{person}, {person.job}" if person.job else str(person)
