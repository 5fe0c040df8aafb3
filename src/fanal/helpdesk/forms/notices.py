"""The form of how many mails somebody wants."""

from typing import Any, ClassVar

from django import forms

from fanal.core.forms.school_form import SchoolModelForm
from fanal.helpdesk.models import NoticeChoice


class NoticeForm(SchoolModelForm):
    """The three rhythms."""

    class Meta:
        model, fields = NoticeChoice, ["frequency"]
        labels: ClassVar[Any] = {"frequency": "Les courriels de vos demandes"}
        widgets: ClassVar[Any] = {"frequency": forms.RadioSelect}
