"""The forms of a school's settings: they narrow, the rules decide."""

from django import forms

from fanal.accounts.models import Authority, School
from fanal.accounts.rules.departures import HIGHEST_LEAST, HIGHEST_PERCENT, LEAST, LOWEST, PERCENT
from fanal.accounts.rules.places import REGIONS, TIME_ZONES
from fanal.core.forms import DayField, NameField
from fanal.schools.actions.settings import (
    ClockInput,
    ClosingInput,
    Departures,
    Desk,
    IdentityInput,
    MailHours,
)


class IdentityForm(forms.Form):
    name = NameField(label="Nom de l’établissement", max_length=120)
    address = forms.CharField(label="Adresse", max_length=200, required=False)
    city = forms.CharField(label="Commune", max_length=80, required=False)
    access_hours = forms.CharField(
        label="Quand un technicien peut venir",
        max_length=120,
        required=False,
        help_text="Par exemple « Loge ouverte de 7 h 30 à 18 h ». Joint à ce qui est transmis.",
    )

    def as_input(self) -> IdentityInput:
        return IdentityInput(**self.cleaned_data)


class ClockForm(forms.Form):
    zone = forms.ChoiceField(label="Zone de vacances", choices=School.Zone.choices, widget=forms.RadioSelect)
    timezone = forms.ChoiceField(label="Fuseau horaire", choices=TIME_ZONES)
    region = forms.ChoiceField(
        label="Jours fériés",
        choices=REGIONS,
        help_text="Les délais promis et les courriels en tiennent compte. Un autre jour férié local s’ajoute "
        "dans « Vacances ».",
    )

    def as_input(self) -> ClockInput:
        return ClockInput(**self.cleaned_data)


class MailHoursForm(forms.Form):
    has_quiet_hours = forms.BooleanField(
        label="Ni courriel le soir (20 h à 7 h), ni le week-end, ni les jours fériés",
        required=False,
        help_text="Une panne du réseau, la connexion et les techniciens ne sont jamais retardés.",
    )
    digest_at = forms.TimeField(
        label="Heure du récapitulatif quotidien",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def as_input(self) -> MailHours:
        return MailHours(**self.cleaned_data)


class DeparturesForm(forms.Form):
    departures_percent = forms.IntegerField(
        label="Part des personnes connues, en %",
        min_value=LOWEST,
        max_value=HIGHEST_PERCENT,
        help_text=f"De {LOWEST} à {HIGHEST_PERCENT} ; d’ordinaire {PERCENT}. Plus haut, un fichier coupé "
        "passe plus facilement ; plus bas, on vous demande plus souvent.",
    )
    departures_least = forms.IntegerField(
        label="Jamais en dessous de ce nombre de départs",
        min_value=LOWEST,
        max_value=HIGHEST_LEAST,
        help_text=f"De {LOWEST} à {HIGHEST_LEAST} ; d’ordinaire {LEAST}. Pour qu’un petit établissement ne "
        "soit pas arrêté par trois déménagements.",
    )

    def as_input(self) -> Departures:
        return Departures(**self.cleaned_data)


class DeskForm(forms.Form):
    authority = forms.CharField(
        label="Nom de la collectivité",
        max_length=120,
        help_text="Par exemple « Département de l’Aveyron ». Ses techniciens, s’ils se connectent à Fanal, "
        "voient ce que vous lui transmettez, le matériel et les salles, une fois que la personne qui tient "
        "ce Fanal a confirmé que l’établissement en dépend.",
    )
    authority_kind = forms.ChoiceField(label="Type", choices=Authority.Kind.choices, widget=forms.RadioSelect)
    desk_email = forms.EmailField(
        label="Adresse de l’assistance, pour cet établissement",
        required=False,
        help_text="Vide : l’adresse générale de la collectivité. Les pannes y sont transmises.",
    )
    desk_phone = forms.CharField(label="Téléphone de l’assistance", max_length=30, required=False)

    def as_input(self) -> Desk:
        return Desk(**self.cleaned_data)


class PeriodForm(forms.Form):
    name = NameField(label="Nom", max_length=60, help_text="Par exemple « Vacances de Noël ».")
    first_day = DayField(label="Premier jour sans classe")
    back_on = DayField(label="Jour de la reprise")

    def as_input(self) -> ClosingInput:
        return ClosingInput(**self.cleaned_data)
