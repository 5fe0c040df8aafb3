"""The form of a request over one's data: what came, and what was answered."""

from fanal.core.forms.school_form import SchoolModelForm
from fanal.privacy.models import RightsRequest


class RightsForm(SchoolModelForm):
    class Meta:
        model, fields = RightsRequest, RightsRequest.WRITTEN
