"""What changes the year's calendar, opens the next year, keeps its figures. One function per sentence."""

from fanal.agenda.actions.duties import plan_duties
from fanal.agenda.actions.endings import send_endings
from fanal.agenda.actions.feed import make_feed, revoke_feed
from fanal.agenda.actions.figures import keep_year_figures
from fanal.agenda.actions.reminders import send_reminders
from fanal.agenda.actions.rollover import open_year, tick_step, undo_opening
from fanal.agenda.actions.task import (
    add_task,
    change_task,
    finish_task,
    move_task,
    put_task_aside,
    reopen_task,
    take_task,
)
from fanal.agenda.actions.template import (
    adopt_templates,
    adopt_variant,
    write_template,
)
from fanal.agenda.actions.year import Created, create_year

__all__ = [
    "Created",
    "add_task",
    "adopt_templates",
    "adopt_variant",
    "change_task",
    "create_year",
    "finish_task",
    "keep_year_figures",
    "make_feed",
    "move_task",
    "open_year",
    "plan_duties",
    "put_task_aside",
    "reopen_task",
    "revoke_feed",
    "send_endings",
    "send_reminders",
    "take_task",
    "tick_step",
    "undo_opening",
    "write_template",
]
