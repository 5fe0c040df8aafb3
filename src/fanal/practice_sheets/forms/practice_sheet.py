"""The form of a practice sheet."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import SchoolModelForm
from fanal.practice_sheets.models import PracticeSheet


class PracticeSheetForm(SchoolModelForm):
    """Written for a colleague who is in front of thirty pupils: short steps, in order."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = PracticeSheet
        fields: ClassVar[Any] = ("title", "kinds", "words", "body", "audience", "version")
        labels: ClassVar[Any] = {
            "kinds": "Pour quoi ?",
            "words": "Mots pour la trouver",
            "body": "Ce qu’il faut faire",
            "audience": "Pour qui ?",
        }
        widgets: ClassVar[Any] = {
            "title": forms.TextInput(attrs={"placeholder": "Vidéoprojecteur : pas d’image"}),
            "body": forms.Textarea(attrs={"rows": 14}),
            "audience": forms.RadioSelect,
        }

    def begin_again_from(self, version: int) -> None:
        """Show the same answers, which replace this version of the sheet when they are sent again."""
        data: Any = self.data.copy()
        data["version"] = version
        self.data = data
