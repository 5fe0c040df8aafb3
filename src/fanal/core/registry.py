"""What an app offers to those above it, without either importing the other.

Each app fills its part in `contributions` and `privacy`, loaded when Django is ready. Upper apps ask by kind.
"""

from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps

NAVIGATION = "navigation"  # (member) -> list[Item]
PARTNER_NAVIGATION = "partner navigation"  # (partner) -> list[Item], on the pages above several schools
HOME_FACT = "home fact"  # (member, user id, today) -> {name: expression}, `accounts.reading.home_facts`
HOME_CARD = "home card"  # (member, today) -> `core.cards.Card` or None
HOME_TASK = "home task"  # (member, today) -> list of `core.cards.HomeTask`, what waits for this member
HOME_DAY = "home day"  # (member, today) -> list of `core.cards.HomeDay`, what comes in the next days
OWN_EVENTS = "own events"  # (person, now) -> icalendar Events that are theirs, for their secret calendar
SUGGESTIONS = "suggestions"  # `accounts.reading.suggestions.Suggestion`, for « Point de la semaine »
ANSWERING = "answering"  # (school, today) -> `accounts.reading.answering.Answering`: who is there when
HANDOVER = "handover"  # `accounts.reading.handover.Chapter`, what a successor must find
SEARCH = "search"  # SearchSource
STORY = "story"  # (story) -> None, its part of the demonstration: `core.story`
REQUEST_HINTS = "request hints"  # (member, text, kind, today) -> `helpdesk.reading.additions.Hint`s
REPLY_ADDITION = "reply addition"  # `helpdesk.reading.additions.ReplyAddition`, in the form of an answer
PROCESSING_LINKS = "processing links"  # (school) -> heading, {processing id: names of what it is about}
REMINDERS = "reminders"  # (school, *, now, by) -> None, each hour of a working day
SERVICE_AREA = "service area"  # `online_services.reading.areas.ServiceArea`, what an app adds to the services
OPEN_FAULTS = "open faults"  # (member, *, room_id, equipment_id) -> list of `equipment.reading.faults`
FAULTY_SINCE = "faulty since"  # (school, ids of machines: a query) -> {machine id: date}
FAULT_REPORT = "fault report"  # (`equipment.reading.faults.FaultReport`, *, now, by) -> an address
INSTALLED_PROGRAM = "installed program"  # (school id, words) -> record ids, `equipment.reading.reported`
LOW_SUPPLIES = "low supplies"  # (school id) -> list of `equipment.reading.reported.LowSupply`
ROOM_LOAD = "room load"  # (member, now) -> {room id: `equipment.reading.places.RoomLoad`}, for the plan
STATE_ENDED = "state ended"  # (period) -> None, in the transaction that ends the state of a service
LEAD_NAMED = "lead named"  # (person, first day, by) -> None, in the transaction that names a référent
LIST_ACTION = "list action"  # (member) -> list of `equipment.reading.list_actions.ListAction`
EQUIPMENT_SIGNS = "equipment signs"  # (school) -> `equipment.rules.merge.IdentitySign`s of its machines
EQUIPMENT_MERGE = "equipment merge"  # (kept, gone, now) -> `equipment.actions.following.RowChange`s
EQUIPMENT_SEPARATED = "equipment separated"  # (kept, back) -> None, before the end; RuleBroken
LABEL_CHOICE = "label choice"  # (member, `Label`) -> list of `equipment.reading.labels.LabelChoice`
TRACED_KIND = "traced kind"  # `accounts.reading.objectives.TracedKind`, what may point to an objective
YEAR_REPORTS = "year reports"  # (member, SchoolYear) -> list of (title, day frozen, address), newest first
PANEL = "panel"  # (member, thing) -> `core.panels.Panel` or None
RETENTION = "retention"  # `core.retention.Retention`
LEAVER_CHECKS = "leaver checks"  # `core.arrivals_departures.OffboardingCheck`: a row remains to be done
ARRIVAL_CHECKS = "arrival checks"  # `core.arrivals_departures.OffboardingCheck`: a row means that it is done
CHECKLIST_STEPS = "checklist steps"  # (school, departure or arrival, person or pupil) -> ManualSteps
NEEDED = "needed"  # (school id) -> ids of people whose name something still needs
IMPORT_PROOF = "import proof"  # `core.imports.proof.ImportProof`, one for each sort of import
FILES = "files"  # (school id) -> hashes of the files that rows claim
JOURNAL_WORDS = "journal words"  # `core.journal.words.JournalWords`
KEEPS_AUTHORITY = "keeps authority"  # (school) -> why it cannot name another authority yet, as sentences
FIGURES = "figures"  # `accounts.reading.figures.Figure`, what is counted of a school year
MEASURED_ANEW = "measured anew"  # (school, codes of indicators, *, now, by) -> None, what they count changed
INDICATOR_SOURCE = "indicator source"  # `accounts.reading.indicators.IndicatorSource`, one a code
REPORT_BLOCK = "report block"  # `accounts.reading.report_blocks.ReportBlockSource`, a part of the report
WORK_EVIDENCE = "work evidence"  # `core.work.WorkSource`, one for each sort of work that somebody did
ATTENDED_TRAINING = "attended training"  # (person, first, last day) -> `AttendedTraining`s
YEAR_ROLLOVER = "year rollover"  # (school, ending, opening) -> `accounts.reading.rollover.RolloverItem`s
PERSONAL_DATA = "personal data"  # (member) -> {name in French: OwnRows or what is known}, of whoever asks
PUPIL_DATA = "pupil data"  # (school id, pupil id) -> {name in French: OwnRows or what is known}
DATA_SUBJECTS = "data subjects"  # `core.erasing.Finder`, one for each sort of people
ERASURE = "erasure"  # `core.erasing.Trace`, one for each thing kept of somebody

_offers: dict[str, list[tuple[int, Any]]] = defaultdict(list)


def register[T](kind: str, order: int = 100) -> Callable[[T], T]:
    """Decorate what is offered; `order` sorts it among its kind."""

    def keep(thing: T) -> T:
        _offers[kind].append((order, thing))
        return thing

    return keep


def registered(kind: str) -> list[Any]:
    """All that was offered of this kind, in order."""
    return [thing for _, thing in sorted(_offers[kind], key=lambda pair: pair[0])]


def load_parts(*names: str) -> None:
    """Import these parts of every Fanal app that has them: one module, or every module of a package."""
    for config in apps.get_app_configs():
        if not config.name.startswith("fanal."):
            continue
        for name in names:
            folder = Path(config.path) / name
            if folder.with_suffix(".py").exists():
                import_module(f"{config.name}.{name}")
            elif folder.is_dir():
                for module in sorted(folder.glob("[!_]*.py")):
                    import_module(f"{config.name}.{name}.{module.stem}")
