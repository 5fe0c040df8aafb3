"""The code of the terminal, and the two first questions: which school, and which holidays."""

from django import forms
from django.core.exceptions import ValidationError

from fanal.accounts.models import Authority, School
from fanal.accounts.rules import uai as uai_rules
from fanal.core.forms.school_form import NameField


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code affiché par le terminal",
        max_length=40,
        help_text="Il ressemble à ABCD-EFGH-JKLM.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Recopiez le code qu’affiche le terminal."},
    )


class FirstSchoolForm(forms.Form):
    """Which school? A wrong check letter is a doubt that one may confirm."""

    uai = forms.CharField(
        label="Numéro UAI",
        max_length=20,
        help_text="Sept chiffres et une lettre, par exemple 0120002M. Il figure sur le site de l’académie.",
        error_messages={"required": "Donnez le numéro UAI de l’établissement."},
    )
    keeps_uai = forms.BooleanField(label="Ce numéro est bien celui de l’établissement", required=False)
    name = NameField(
        label="Nom de l’établissement",
        max_length=120,
        help_text="Par exemple « Collège Jean-Moulin ».",
        error_messages={"required": "Donnez le nom de l’établissement."},
    )
    kind = forms.ChoiceField(label="Type", choices=School.Kind.choices, widget=forms.RadioSelect)
    status = forms.ChoiceField(label="Statut", choices=School.Status.choices, widget=forms.RadioSelect)
    city = forms.CharField(label="Commune", max_length=80, required=False)
    academy = forms.CharField(
        label="Académie",
        max_length=120,
        required=False,
        help_text="Par exemple « Toulouse » : la zone s’en déduit.",
    )
    authority_kind = forms.ChoiceField(
        label="Collectivité qui équipe l’établissement",
        choices=[
            ("", "Selon le type : Département pour un collège, Région pour un lycée"),
            *Authority.Kind.choices,
        ],
        required=False,
    )
    authority = forms.CharField(
        label="Nom de la collectivité",
        max_length=120,
        required=False,
        help_text="Par exemple « Département de l’Aveyron ». C’est à elle que les pannes sont transmises.",
    )

    @property
    def doubt(self) -> str:
        """The sentence about the check letter, when there is one to confirm."""
        return uai_rules.doubt(self["uai"].value() or "")

    def clean_uai(self) -> str:
        uai = uai_rules.clean(self.cleaned_data["uai"])
        if reasons := uai_rules.refusals(uai):
            raise ValidationError(reasons)
        if uai_rules.doubt(uai) and not self.data.get("keeps_uai"):
            raise ValidationError(uai_rules.doubt(uai))
        return uai


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(
        label="Zone de vacances",
        choices=School.Zone.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez la zone de l’établissement."},
    )
