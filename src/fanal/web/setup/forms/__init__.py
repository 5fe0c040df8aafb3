"""The five questions. Each form reads a plain dictionary of words, kept in the session as typed."""

from fanal.web.setup.forms.functions import FunctionsForm
from fanal.web.setup.forms.lists import RoomsForm, StaffForm
from fanal.web.setup.forms.school import CodeForm, SchoolForm, ZoneForm

__all__ = ["CodeForm", "FunctionsForm", "RoomsForm", "SchoolForm", "StaffForm", "ZoneForm"]
