"""Joining one document to something of a school."""

from typing import Any

from django import forms

from fanal.core.files import RefusedFile
from fanal.core.files.attachments import Stored, store
from fanal.core.files.contents import FileKind
from fanal.core.files.recognise import ATTACHMENTS, LARGEST_FILE
from fanal.core.forms.school_form import SchoolForm


class DocumentForm(SchoolForm):
    """One file, made harmless and kept before anything is written."""

    file = forms.FileField(label="Document", error_messages={"required": "Choisissez un document."})

    def __init__(self, *args: Any, allowed: frozenset[FileKind] = ATTACHMENTS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = allowed

    def clean_file(self) -> Stored:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError("Ce document dépasse 25 Mo : enregistrez-le en plus petit.")
        try:
            return store(self.school.pk, sent.read(), sent.name, allowed=self.allowed)
        except RefusedFile as refusal:
            raise forms.ValidationError(refusal.reasons) from None
