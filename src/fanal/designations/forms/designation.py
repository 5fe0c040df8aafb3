"""The forms of designations: the act, a batch that is signed, a reason, a publication."""

from typing import Any, ClassVar

from django import forms

from fanal.accounts.forms.people_choice import with_job
from fanal.accounts.models import Person, School
from fanal.accounts.models.roles import Delegated
from fanal.core.files import RefusedFile
from fanal.core.files.attachments import Stored, store
from fanal.core.forms.school_form import DayField, SchoolModelForm
from fanal.designations.models import Designation, Signing
from fanal.designations.rules import designations as rules
from fanal.designations.rules.operations import EXCLUDED, FANAL_DATA, usual
from fanal.designations.rules.signing import MOST_FILES, NO_SCAN
from fanal.online_services.models import OnlineService

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


class ActForm(SchoolModelForm):
    """One act about the service in its address, or about Fanal: what may be permitted differs."""

    operations = Lines(
        "Opérations permises", error_messages={"required": "Listez au moins une opération permise."}
    )
    excluded = Lines("Opérations exclues", required=False)
    duties = Lines("Obligations", required=False)
    field_order = (
        "delegate",
        "nature",
        "rights",
        "operations",
        "excluded",
        "data_words",
        "starts_on",
        "ends_on",
        "duties",
        "reporting",
        "substitute",
    )

    class Meta:
        model = Designation
        fields = (
            "delegate",
            "nature",
            "rights",
            "data_words",
            "starts_on",
            "ends_on",
            "reporting",
            "substitute",
        )
        labels: ClassVar[Any] = {
            "nature": "Nature de l’acte",
            "rights": "Opérations permises dans Fanal",
            "starts_on": "À partir du",
            "ends_on": "Jusqu’au (inclus)",
        }
        widgets: ClassVar[Any] = {"data_words": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, service: OnlineService | None, **kwargs: Any) -> None:
        if act := kwargs.get("instance"):
            lists = ("operations", "excluded", "duties")
            kwargs["initial"] = {name: getattr(act, name) for name in lists}
        super().__init__(*args, **kwargs)
        self.service = service
        del self.fields["rights" if service else "operations"]

    def narrow(self, school: School) -> None:
        people = Person.objects.for_school(school).present().by_name()
        for name, nobody in {"delegate": "Choisissez une personne", "substitute": "Aucun suppléant"}.items():
            self.fields[name].offer(people, nobody)
            self.fields[name].label_from_instance = with_job
        if school.status == School.Status.PRIVATE:  # R421-13 is of public schools alone
            natures = self.fields["nature"].choices
            self.fields["nature"].choices = [
                (code, label) for code, label in natures if code != rules.ActNature.SIGNATURE
            ]

    @staticmethod
    def first(service: OnlineService | None, today: Any) -> dict[str, Any]:
        """What a new act begins with: proposals, to edit."""
        values = {
            "starts_on": today,
            "ends_on": rules.default_end(today),
            "duties": rules.DUTIES,
            "excluded": EXCLUDED,
        }
        if service is None:
            return values | {"rights": Delegated.values, "data_words": FANAL_DATA}
        return values | {"operations": usual(service.kind)}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class Scans(forms.FileField):
    """Several files at once."""

    widget = ManyFilesInput(attrs={"accept": "application/pdf,image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(Scans, self).clean(file, initial) for file in files[: MOST_FILES + 1]]


class SigningForm(SchoolModelForm):
    """A batch signed by hand. Its scans are made harmless and kept before anything is written."""

    scans = Scans(
        label="Le scan, ou des photos, de tous les actes signés",
        error_messages={"required": NO_SCAN},
    )

    class Meta:
        model, fields = Signing, ["signed_on", "signer", "quality"]
        labels: ClassVar[Any] = {"signer": "Prénom et nom"}

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


class PublishingForm(SchoolModelForm):
    class Meta:
        model, fields = Designation, ["published_on", "published_where"]
        labels: ClassVar[Any] = {"published_where": "Où"}
