"""The pages of the first run: one for each of the five questions, and that of the code."""

from dataclasses import dataclass, field
from datetime import date

from django.forms import Form

from fanal.accounts.rules.places import NOT_COVERED
from fanal.core.pages.page import FormPage, Page
from fanal.equipment.rules.room_lines import RoomLine, by_building
from fanal.people.rules.staff_lines import RefusedLine, StaffLine
from fanal.web.setup.answers import SetupAnswers
from fanal.web.setup.first_steps import ShownStep
from fanal.web.setup.forms import CodeForm, RoomsForm, StaffForm
from fanal.web.setup.rules import NAMES, STEPS, YearClosing, before, closings_of
from fanal.year.rules.years import year_of


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    template = "web/setup/start.html"

    form: CodeForm


@dataclass(frozen=True, kw_only=True)
class SetupPage(FormPage):
    """A question among the five."""

    step: str

    @property
    def steps(self) -> list[str]:
        return list(STEPS.values())

    @property
    def current(self) -> int:
        return NAMES.index(self.step) + 1

    @property
    def previous(self) -> str:
        return before(self.step)


@dataclass(frozen=True, kw_only=True)
class SetupSchoolPage(SetupPage):
    template = "web/setup/etablissement.html"

    not_covered: str = NOT_COVERED


@dataclass(frozen=True, kw_only=True)
class SetupCalendarPage(SetupPage):
    template = "web/setup/calendrier.html"

    year: str
    closings: list[YearClosing]


@dataclass(frozen=True, kw_only=True)
class SetupRoomsPage(SetupPage):
    template = "web/setup/salles.html"

    rooms: list[RoomLine]
    refused: list[RefusedLine]

    @property
    def buildings(self) -> dict[str, list[str]]:
        return by_building(self.rooms)


@dataclass(frozen=True, kw_only=True)
class SetupStaffPage(SetupPage):
    template = "web/setup/personnel.html"

    people: list[StaffLine]
    refused: list[RefusedLine]


@dataclass(frozen=True, kw_only=True)
class SetupFunctionsPage(SetupPage):
    template = "web/setup/fonctions.html"

    people: list[StaffLine]
    rooms: int
    school: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WelcomePage(Page):
    template = "web/setup/welcome.html"

    has_rooms: bool
    first_steps: tuple[ShownStep, ...]


def setup_page(answers: SetupAnswers, step: str, form: Form, *, today: date, reasons: list[str]) -> SetupPage:
    """The page of a step, with what it shows beside its form."""
    if step == "etablissement":
        return SetupSchoolPage(form=form, step=step, reasons=reasons)
    if step == "calendrier":
        year = year_of(today)
        return SetupCalendarPage(
            form=form, step=step, reasons=reasons, year=year.label, closings=closings_of(year)
        )
    if isinstance(form, RoomsForm):
        rooms, refused = form.read()
        return SetupRoomsPage(form=form, step=step, reasons=reasons, rooms=rooms, refused=refused)
    if isinstance(form, StaffForm):
        people, refused = form.read()
        return SetupStaffPage(form=form, step=step, reasons=reasons, people=people, refused=refused)
    return SetupFunctionsPage(
        form=form,
        step=step,
        reasons=reasons,
        people=answers.staff,
        rooms=len(answers.rooms),
        school=answers.typed("etablissement") or {},
    )
