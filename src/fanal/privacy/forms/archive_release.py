"""The form by which the head says that papers may go."""

from typing import Any

from django import forms

from fanal.accounts.models import School
from fanal.core.forms.school_form import SchoolModelForm
from fanal.privacy.models import ArchiveRelease
from fanal.privacy.reading.archives import sorts_of_papers
from fanal.privacy.rules.archives import NOTHING_NAMED, OFFERED


class ArchiveReleaseForm(SchoolModelForm):
    """None is ticked beforehand: a visa bears on what it names."""

    sorts = forms.MultipleChoiceField(
        label="Ce qui peut s’effacer",
        widget=forms.CheckboxSelectMultiple,
        help_text="Seulement ce que le visa ou le bordereau nomme.",
        error_messages={"required": NOTHING_NAMED},
    )

    class Meta:
        model, fields = ArchiveRelease, ArchiveRelease.WRITTEN

    def narrow(self, school: School) -> None:
        field: Any = self.fields["sorts"]
        field.choices = sorts_of_papers()
        grounds: Any = self.fields["ground"]
        grounds.choices = [("", "À choisir"), *((ground.value, ground.label) for ground in OFFERED)]
