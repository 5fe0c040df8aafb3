"""What waits on the home page, in the panels where it is read: to decide, to follow, to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.core.pages.cards import HomeTask
from fanal.core.text.french import in_letters


@dataclass(frozen=True)
class TaskPanel:
    """One list of tasks under its title."""

    title: str
    tasks: list[HomeTask]


@dataclass(frozen=True)
class HomeTasks:
    """`first` stands alone above the panels, unless another thing of the page is lit.

    `decides`: its reader is told what they decide, apart from what they follow.
    """

    first: HomeTask | None
    panels: list[TaskPanel]
    decides: bool

    @property
    def is_first_decided(self) -> bool:
        return self.decides and self.first is not None and self.first.is_decision


def decisions_words(member: Member, tasks: Sequence[HomeTask]) -> str:
    """« trois choses à décider », for whoever decides: as many as are marked so."""
    if not member.has(*MANAGEMENT) or member.has(Role.DIGITAL_LEAD):
        return ""
    count = sum(task.is_decision for task in tasks)
    return f"{in_letters(count, 'chose', 'choses')} à décider" if count > 1 else ""


def home_tasks(member: Member, tasks: Sequence[HomeTask], *, is_lit: bool) -> HomeTasks:
    """For whoever decides, what they decide stands apart from what they follow."""
    first = tasks[0] if tasks and not is_lit else None
    rest = [task for task in tasks if task is not first]
    decides = member.has(*MANAGEMENT)
    if not decides:
        panels = [TaskPanel("À faire", rest)]
    else:
        title = "À décider aussi" if first and first.is_decision else "À décider"
        panels = [
            TaskPanel(title, [task for task in rest if task.is_decision]),
            TaskPanel("À suivre", [task for task in rest if not task.is_decision]),
        ]
    return HomeTasks(first, [panel for panel in panels if panel.tasks], decides)
