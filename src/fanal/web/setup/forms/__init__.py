"""The five questions. Each form reads a plain dictionary of words, kept in the session as typed."""

from fanal.web.setup.forms.functions import FoundersForm
from fanal.web.setup.forms.lists import RoomsForm, StaffForm
from fanal.web.setup.forms.school import CodeForm, FirstSchoolForm, ZoneForm

__all__ = ["CodeForm", "FirstSchoolForm", "FoundersForm", "RoomsForm", "StaffForm", "ZoneForm"]
