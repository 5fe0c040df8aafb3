"""The one form of a point: a line. The rules say what it may hold."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import SchoolModelForm
from fanal.missions.models import PointLine
from fanal.missions.rules.point import LONGEST


class PointLineForm(SchoolModelForm):
    class Meta:
        model, fields = PointLine, ["text", "origin"]
        labels: ClassVar[Any] = {"text": "Votre ligne"}
        widgets: ClassVar[Any] = {"origin": forms.HiddenInput}
        error_messages: ClassVar[Any] = {
            "text": {
                "required": "Écrivez la ligne à proposer.",
                "max_length": f"Une ligne tient en {LONGEST} caractères.",
            }
        }
