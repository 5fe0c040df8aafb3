"""What was answered so far: words as typed, in the session of whoever gave the code. Nothing else is written.

The password is never among them: it is asked with the last question, which writes everything at once.
"""

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.forms import Form
from django.http import QueryDict

from fanal.equipment.rules.room_lines import RoomLine
from fanal.people.rules.staff_lines import StaffLine
from fanal.schools.reading import setup_code
from fanal.web.setup.forms import FirstSchoolForm, FoundersForm, RoomsForm, StaffForm, ZoneForm
from fanal.web.setup.rules import NAMES, proposed_zone

KEY = "fanal_setup"
SECONDS = 24 * 3600  # names of the staff are in it: an abandoned set-up is soon forgotten
SECRET = {"password", "again"}
FORMS: dict[str, type[Form]] = {
    "etablissement": FirstSchoolForm,
    "calendrier": ZoneForm,
    "salles": RoomsForm,
    "personnel": StaffForm,
    "fonctions": FoundersForm,
}


class SetupAnswers:
    """The answers of one browser. `is_allowed`: it gave the code that stands."""

    def __init__(self, session: SessionBase) -> None:
        self.session = session
        self._kept: dict[str, Any] = session.get(KEY, {"steps": {}})

    @property
    def is_allowed(self) -> bool:
        return setup_code.is_current(settings.FANAL_HOME, self._kept.get("digest", ""))

    def allow(self, digest: str) -> None:
        """The right code was given: a new session number, and the answers of before if there are any."""
        self.session.cycle_key()
        self.session.set_expiry(SECONDS)
        self._kept["digest"] = digest
        self._save()

    def keep(self, step: str, sent: QueryDict) -> None:
        """Keep what was typed at this step, right or wrong."""
        names = FORMS[step].base_fields.keys() - SECRET
        self._kept["steps"][step] = {name: sent[name] for name in names if sent.get(name)}
        self._save()

    def forget(self) -> None:
        self.session.pop(KEY, None)
        self.session.set_expiry(None)

    def _save(self) -> None:
        self.session[KEY] = self._kept

    def typed(self, step: str) -> dict[str, str] | None:
        """What was typed at this step; None when it was never sent."""
        typed: dict[str, str] | None = self._kept["steps"].get(step)
        return typed

    def form(self, step: str, sent: QueryDict | None = None) -> Form:
        """The form of a step, with what was just sent; else, without errors, with what was typed before."""
        more: dict[str, Any] = {"staff": self.staff} if step == "fonctions" else {}
        if sent is not None:
            return FORMS[step](sent, **more)
        form = FORMS[step](**more)
        form.initial = {**form.initial, **self._proposed(step), **(self.typed(step) or {})}
        return form

    def checked(self, step: str) -> Form:
        """The form of a step, bound to what was kept."""
        return FORMS[step](self.typed(step) or {})

    def _proposed(self, step: str) -> dict[str, str]:
        school = self.typed("etablissement") or {}
        if step == "etablissement":
            return {"kind": "college", "status": "public"}
        return {"zone": proposed_zone(school.get("academy", ""))} if step == "calendrier" else {}

    @property
    def staff(self) -> list[StaffLine]:
        return list(self.checked("personnel").read()[0])

    @property
    def rooms(self) -> list[RoomLine]:
        return list(self.checked("salles").read()[0])

    def first_missing(self, upto: str) -> str:
        """The first step before `upto` that is not answered yet; empty when all are."""
        for step in NAMES[: NAMES.index(upto)]:
            if self.typed(step) is None or not self.checked(step).is_valid():
                return step
        return ""
