"""The last question: who opens the school, with which password, and who holds the other functions."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError

from fanal.accounts.models import User
from fanal.accounts.models.roles import Role
from fanal.core.forms.school_form import NameField
from fanal.people.rules.staff_lines import StaffLine, merged, person_meant, probable_holders
from fanal.schools.actions.founding import Founder, roles_of_all

FOUNDERS = [(role.value, role.label) for role in (Role.DIGITAL_LEAD, Role.HEAD, Role.DEPUTY, Role.BURSAR)]


def _holder(label: str) -> forms.CharField:
    return NameField(
        label=label,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )


def _password(label: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=128, widget=widget)


class FoundersForm(forms.Form):
    """Whoever opens the school, then who holds the other functions: chosen in the list, or typed."""

    given_name = NameField(label="Votre prénom", max_length=60)
    family_name = NameField(label="Votre nom", max_length=60)
    email = forms.EmailField(label="Votre courriel professionnel", help_text="Il servira à vous connecter.")
    role = forms.ChoiceField(label="Votre fonction", choices=FOUNDERS, widget=forms.RadioSelect)
    password = _password("Mot de passe")
    again = _password("Le même, encore une fois")
    lead = _holder("Référent numérique")
    second_lead = _holder("Partage la mission avec")
    head = _holder("Chef d’établissement")
    bursar = _holder("Gestionnaire")

    HOLDERS: ClassVar = {
        "lead": Role.DIGITAL_LEAD,
        "second_lead": Role.DIGITAL_LEAD,
        "head": Role.HEAD,
        "bursar": Role.BURSAR,
    }

    def __init__(self, *args: Any, staff: list[StaffLine], **kwargs: Any) -> None:
        proposed = {name: person.label for name, person in probable_holders(staff).items()}
        super().__init__(*args, **kwargs)
        self.initial = {**proposed, **self.initial}
        self.staff = staff
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.cleaned_data.get("email", "")))
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("Les deux mots de passe diffèrent.")
        return again

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        given, family = (" ".join(cleaned[name].split()) for name in ("given_name", "family_name"))
        me, others = merged(StaffLine(given, family, cleaned["email"].lower()), self.staff)
        everyone = [me, *others]
        holders: dict[Role, list[StaffLine]] = {}
        for name, role in self.HOLDERS.items():
            if typed := cleaned[name].strip():
                try:
                    person = person_meant(typed, everyone)
                except ValueError as unclear:
                    self.add_error(name, str(unclear))
                    continue
                everyone = [*everyone, person] if person not in everyone else everyone
                holders.setdefault(role, []).append(person)
        founder = Founder(me, Role(cleaned["role"]), cleaned["password"])
        return cleaned | {"founder": founder, "people": roles_of_all(founder, others, holders)}
