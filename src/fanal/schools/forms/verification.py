"""A fingerprint that is typed, or the file itself."""

from django import forms

from fanal.schools.rules import verification as rules

LARGEST = 10 * 1024 * 1024  # bytes


class VerificationForm(forms.Form):
    """One of the two; the file when both came. It is read as bytes, and kept nowhere."""

    fingerprint = forms.CharField(
        label="Empreinte",
        max_length=200,
        required=False,
        help_text="Au bas de chaque page : cinq groupes de quatre signes, majuscules ou non.",
    )
    file = forms.FileField(label="Fichier", required=False, allow_empty_file=True)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        file = values.get("file")
        if file is not None and file.size > LARGEST:
            raise forms.ValidationError(rules.TOO_LARGE)
        if file is None and not values.get("fingerprint") and not self.errors:
            raise forms.ValidationError(rules.NOTHING)
        return values
