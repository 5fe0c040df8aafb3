"""What changes the year's calendar, opens the next year, keeps its figures. One function per sentence."""

from fanal.missions.actions.duties import plan_duties
from fanal.missions.actions.endings import send_endings
from fanal.missions.actions.feeds import make_feed, revoke_feed
from fanal.missions.actions.figures import keep_year_figures
from fanal.missions.actions.point import Proposed, add_line, answer_line, remove_line, send_point
from fanal.missions.actions.point_notices import send_answers
from fanal.missions.actions.reminders import send_reminders
from fanal.missions.actions.switch import open_year, tick_step, undo_opening
from fanal.missions.actions.task import (
    Held,
    Wanted,
    add_task,
    change_task,
    finish_task,
    move_task,
    put_task_aside,
    reopen_task,
    take_task,
)
from fanal.missions.actions.templates import Planned, adopt_templates, adopt_variant, write_template
from fanal.missions.actions.year import Created, create_year

__all__ = [
    "Created",
    "Held",
    "Planned",
    "Proposed",
    "Wanted",
    "add_line",
    "add_task",
    "adopt_templates",
    "adopt_variant",
    "answer_line",
    "change_task",
    "create_year",
    "finish_task",
    "keep_year_figures",
    "make_feed",
    "move_task",
    "open_year",
    "plan_duties",
    "put_task_aside",
    "remove_line",
    "reopen_task",
    "revoke_feed",
    "send_answers",
    "send_endings",
    "send_point",
    "send_reminders",
    "take_task",
    "tick_step",
    "undo_opening",
    "write_template",
]  # fmt: skip
