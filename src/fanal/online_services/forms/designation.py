"""The forms of designations: the act, a batch that is signed, a reason, a publication."""

from typing import Any

from django import forms

from fanal.accounts.models import Person, School
from fanal.accounts.models.roles import Delegated
from fanal.core.attachments import Stored, store
from fanal.core.files import RefusedFile
from fanal.core.forms import DayField, SchoolChoice, SchoolForm
from fanal.online_services.models import Designation, OnlineService
from fanal.online_services.rules import designations as rules
from fanal.online_services.rules.operations import EXCLUDED, FANAL_DATA, usual
from fanal.online_services.rules.signing import MOST_FILES, NO_SCAN

PDF = "application/pdf"
LARGEST = 25 * 1024 * 1024


class Lines(forms.CharField):
    """A text of lines, read as a list."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, label: str, **more: Any) -> None:
        longest = rules.MOST_LINES * (rules.LONGEST + 2)
        super().__init__(label=label, max_length=longest, help_text="Une par ligne.", **more)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        return [line.strip(" •-") for line in super().clean(value).splitlines() if line.strip(" •-")]


class ActForm(SchoolForm):
    """One act about the service in its address, or about Fanal: what may be permitted differs."""

    delegate = SchoolChoice(
        Person,
        label="Qui est désigné",
        empty_label="Choisissez une personne",
        error_messages={"required": "Choisissez la personne désignée."},
    )
    nature = forms.ChoiceField(
        label="Nature de l’acte",
        choices=[(nature.value, label) for nature, label in rules.NATURES.items()],
        initial=rules.ActNature.DESIGNATION.value,
    )
    rights = forms.MultipleChoiceField(
        label="Opérations permises dans Fanal",
        choices=Delegated.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une opération."},
    )
    operations = Lines(
        "Opérations permises", error_messages={"required": "Listez au moins une opération permise."}
    )
    excluded = Lines("Opérations exclues", required=False)
    data_words = forms.CharField(
        label="Données concernées", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_on = DayField(label="À partir du")
    ends_on = DayField(label="Jusqu’au (inclus)")
    duties = Lines("Obligations acceptées", required=False)
    reporting = forms.ChoiceField(label="Compte rendu", choices=list(rules.REPORTS.items()), initial="year")
    substitute = SchoolChoice(Person, label="Suppléant", required=False, empty_label="Aucun suppléant")

    def __init__(self, *args: Any, service: OnlineService | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        del self.fields["rights" if service else "operations"]

    def narrow(self, school: School) -> None:
        for name in ("delegate", "substitute"):
            field: Any = self.fields[name]
            field.offer(Person.objects.for_school(school).present().by_name())
            field.label_from_instance = lambda person: (
                f"{person}, {person.job}" if person.job else str(person)
            )
        if school.status == School.Status.PRIVATE:  # R421-13 is of public schools alone
            nature: Any = self.fields["nature"]
            nature.choices = [
                (code, label) for code, label in nature.choices if code != rules.ActNature.SIGNATURE
            ]
        self.fields["substitute"].help_text = "Nommé dans l’acte ; pour agir, il lui faut un acte à son nom."

    def written(self) -> dict[str, Any]:
        return {"rights": [], **self.cleaned_data, "service": self.service}

    @staticmethod
    def first(service: OnlineService | None, today: Any) -> dict[str, Any]:
        """What a new act begins with: proposals, to edit."""
        values = {
            "starts_on": today,
            "ends_on": rules.default_end(today),
            "duties": rules.DUTIES,
            "excluded": EXCLUDED,
            "reporting": "year",
        }
        if service is None:
            return values | {"rights": Delegated.values, "data_words": FANAL_DATA}
        return values | {"operations": usual(service.kind)}

    @staticmethod
    def initial_of(act: Designation) -> dict[str, Any]:
        return {name: getattr(act, name) for name in Designation.WRITTEN if name != "service"} | {
            "delegate": act.delegate_id,
            "substitute": act.substitute_id,
        }


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class Scans(forms.FileField):
    """Several files at once."""

    widget = ManyFilesInput(attrs={"accept": "application/pdf,image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(Scans, self).clean(file, initial) for file in files[: MOST_FILES + 1]]


class SigningForm(SchoolForm):
    """A batch signed by hand. Its scans are made harmless and kept before anything is written."""

    signed_on = DayField(label="Signé le")
    signer = forms.CharField(
        label="Prénom et nom", max_length=140, error_messages={"required": "Dites qui a signé."}
    )
    quality = forms.CharField(
        label="Qualité",
        max_length=80,
        error_messages={"required": "Dites en quelle qualité : « Principale », « Proviseur »…"},
    )
    scans = Scans(
        label="Le scan, ou des photos, de tous les actes signés",
        error_messages={"required": NO_SCAN},
    )

    def clean_scans(self) -> list[Stored]:
        kept = []
        for sent in self.cleaned_data["scans"]:
            if sent.size > LARGEST:
                raise forms.ValidationError(f"« {sent.name} » dépasse 25 Mo : numérisez en noir et blanc.")
            try:
                file = store(self.school.pk, sent.read(), sent.name)
            except RefusedFile as refusal:
                raise forms.ValidationError(refusal.reasons) from None
            if not file.is_picture and file.mime != PDF:
                raise forms.ValidationError(
                    f"« {sent.name} » n’est ni un PDF ni une photo : numérisez les actes signés."
                )
            kept.append(file)
        return kept


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites en une phrase pourquoi : c’est ce que lira la personne."},
    )


class RevokingForm(ReasonForm):
    revoked_on = DayField(label="À partir du")


class PublishingForm(forms.Form):
    published_on = DayField(label="Publié le")
    where = forms.CharField(
        label="Où",
        max_length=120,
        initial="Affichage en salle des personnels",
        error_messages={"required": "Dites où l’acte est publié."},
    )
