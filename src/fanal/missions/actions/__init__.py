"""What changes the year's calendar, opens the next year, keeps its figures. One function per sentence."""

from fanal.missions.actions.absence import (
    Leave,
    Presence,
    add_hour,
    declare_absence,
    end_absence,
    remove_hour,
)
from fanal.missions.actions.duties import plan_duties
from fanal.missions.actions.endings import send_endings
from fanal.missions.actions.feeds import make_feed, revoke_feed
from fanal.missions.actions.figures import keep_year_figures
from fanal.missions.actions.handover import (
    say_access,
    write_note,
)
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
from fanal.missions.actions.training import Followed, note_training, remove_training, share_training
from fanal.missions.actions.work_gathering import choose_durations, gather_work
from fanal.missions.actions.work_lines import (
    Written,
    add_work,
    correct_minutes,
    correct_work,
    delete_work,
    put_work_aside,
    restore_work,
)
from fanal.missions.actions.work_shares import share_work, stop_sharing
from fanal.missions.actions.year import Created, create_year

__all__ = [
    "Created", "Followed", "Held", "Leave", "Planned", "Presence", "Proposed", "Wanted", "Written",
    "add_hour", "add_line", "add_task", "add_work", "adopt_templates", "adopt_variant", "answer_line",
    "change_task", "choose_durations", "correct_minutes", "correct_work", "create_year",
    "declare_absence", "delete_work", "end_absence", "finish_task", "gather_work", "keep_year_figures",
    "make_feed", "move_task", "note_training", "open_year", "plan_duties", "put_task_aside",
    "put_work_aside", "remove_hour", "remove_line", "remove_training", "reopen_task", "restore_work",
    "revoke_feed", "say_access", "send_answers", "send_endings", "send_point", "send_reminders",
    "share_training", "share_work", "stop_sharing", "take_task", "tick_step", "undo_opening",
    "write_note", "write_template",
]  # fmt: skip
