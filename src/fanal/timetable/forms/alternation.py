"""The form of weeks A and B."""

from fanal.core.forms.school_form import SchoolModelForm
from fanal.timetable.models import WeekAlternation


class AlternationForm(SchoolModelForm):
    class Meta:
        model, fields = WeekAlternation, ["way", "first_day"]
