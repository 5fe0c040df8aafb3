"""The form of a service, and who is expected to be its administrator."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from fanal.accounts.models import Person, School
from fanal.core.forms import DayField, EurosField, NameField, SchoolForm
from fanal.online_services.models.online_service import LEAST_DAYS, MOST_DAYS, OnlineService
from fanal.online_services.rules.catalogue import BOTH, HOLDERS, KINDS
from fanal.online_services.rules.findings import DORMANT_DAYS
from fanal.online_services.rules.login_cards import PER_PAGE
from fanal.online_services.rules.register import Payer, ServiceOwner

LINES = forms.Textarea(attrs={"rows": 3})


@dataclass(frozen=True)
class FieldGroup:
    """Fields that stand folded under a title; open when one of them is refused."""

    title: str
    fields: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        return any(field.errors for field in self.fields)


class ServiceForm(SchoolForm):
    """What is read by everybody first; the rest in `GROUPS`."""

    GROUPS: ClassVar[dict[str, tuple[str, ...]]] = {
        "Qui le fournit": ("owner", "provider", "hosting", "support", "note"),
        "Ce que l’établissement y fait": ("role", "duties"),
        "Ses comptes": ("dormant_days",),
    }
    name = NameField(
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
    audience = forms.CharField(
        label="Qui est concerné",
        max_length=160,
        required=False,
        help_text="Si ce ne sont pas ceux qui y ont un compte, par exemple « Familles de 6e ».",
    )
    access = forms.CharField(
        label="Comment y accéder",
        max_length=600,
        required=False,
        widget=LINES,
        help_text="Lu par tous. Aucun mot de passe.",
    )
    ask = forms.CharField(
        label="À qui demander", max_length=160, required=False, help_text="Vide : aux référents numériques."
    )
    owner = forms.ChoiceField(
        label="À qui il est", choices=[("", "À dire"), *ServiceOwner.choices()], required=False
    )
    provider = forms.CharField(
        label="Qui le fournit", max_length=120, required=False, help_text="L’éditeur, le groupement…"
    )
    hosting = forms.CharField(
        label="Hébergement", max_length=160, required=False, help_text="Chez qui, dans quel pays."
    )
    support = forms.CharField(
        label="Assistance", max_length=300, required=False, help_text="Qui appeler, à quelle adresse."
    )
    note = forms.CharField(
        label="Note", max_length=300, required=False, help_text="Pour l’équipe. Aucun mot de passe."
    )
    role = forms.CharField(
        label="Rôle de l’établissement",
        max_length=120,
        required=False,
        help_text="Par exemple « Administrateur local », « Responsable d’affectation ».",
    )
    duties = forms.CharField(
        label="Devoirs de l’année",
        max_length=3000,
        required=False,
        widget=LINES,
        help_text="Un par ligne, par exemple « Importer les élèves ».",
    )
    dormant_days = forms.IntegerField(
        label="Compte inactif après, en jours",
        min_value=LEAST_DAYS,
        max_value=MOST_DAYS,
        initial=DORMANT_DAYS,
        help_text="Un réglage de l’établissement, pas une règle. Il sert à la comparaison suivante.",
    )

    def groups(self) -> list[FieldGroup]:
        return [FieldGroup(title, [self[name] for name in names]) for title, names in self.GROUPS.items()]


class ContractForm(forms.Form):
    """What the bursar knows of a service."""

    contract = forms.CharField(
        label="Contrat",
        max_length=120,
        required=False,
        help_text="Sa référence, par exemple « Marché 2025-14 ».",
    )
    contract_ends_on = DayField(
        label="Jusqu’au", required=False, help_text="Vous en êtes prévenu trois mois avant."
    )
    cost_cents = EurosField(label="Coût par an, en euros")
    payer = forms.ChoiceField(label="Qui paie", choices=[("", "À dire"), *Payer.choices()], required=False)

    @staticmethod
    def initial_of(service: OnlineService) -> dict[str, Any]:
        return {name: getattr(service, name) for name in ContractForm.base_fields}


class SheetsForm(forms.Form):
    """How login sheets look. Nothing of it is about a person."""

    per_page = forms.TypedChoiceField(
        label="Fiches par page",
        choices=[(count, str(count)) for count in PER_PAGE],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez combien de fiches tiennent sur une page."},
    )
    words = forms.CharField(
        label="Phrase sur chaque fiche",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Retenue pour ce service.",
    )
    classes = forms.CharField(
        label="Seulement ces classes",
        max_length=200,
        required=False,
        help_text="Par exemple « 6A, 6B ». Vide : toutes.",
    )


class AdminsForm(SchoolForm):
    """Among the staff who are here, by name."""

    people = forms.ModelMultipleChoiceField(
        queryset=Person._default_manager.none(),
        label="Administrateurs prévus",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def narrow(self, school: School) -> None:
        field: Any = self.fields["people"]
        field.queryset = Person.objects.for_school(school).present().by_name()
        field.label_from_instance = lambda person: f"{person}, {person.job}" if person.job else str(person)
