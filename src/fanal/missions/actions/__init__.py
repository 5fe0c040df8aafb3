"""What changes the mission, its sharing, its point, its log. One function per sentence."""

from fanal.missions.actions.absence import (
    add_hour,
    declare_absence,
    end_absence,
    remove_hour,
)
from fanal.missions.actions.handover import say_access, write_note
from fanal.missions.actions.point import add_line, answer_line, remove_line, send_point
from fanal.missions.actions.point_notices import send_answers
from fanal.missions.actions.training import note_training, remove_training, share_training
from fanal.missions.actions.work_gathering import choose_durations, gather_work
from fanal.missions.actions.work_line import (
    add_work,
    correct_minutes,
    correct_work,
    delete_work,
    put_work_aside,
    restore_work,
)
from fanal.missions.actions.work_share import share_work, stop_sharing

__all__ = [
    "add_hour",
    "add_line",
    "add_work",
    "answer_line",
    "choose_durations",
    "correct_minutes",
    "correct_work",
    "declare_absence",
    "delete_work",
    "end_absence",
    "gather_work",
    "note_training",
    "put_work_aside",
    "remove_hour",
    "remove_line",
    "remove_training",
    "restore_work",
    "say_access",
    "send_answers",
    "send_point",
    "share_training",
    "share_work",
    "stop_sharing",
    "write_note",
]
