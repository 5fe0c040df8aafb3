"""Who may do what with the mission? One module each."""

from fanal.missions.policies.absence import declare_absence, end_absence, keep_hours, read_absences
from fanal.missions.policies.handover import read_handover, say_access, write_note
from fanal.missions.policies.point import answer_point, read_point, tell_answers, write_point
from fanal.missions.policies.sharing import (
    appreciate_needs,
    declare_competence,
    keep_missions,
    prepare_needs,
    read_competence,
    read_sharing,
    share_mission,
)
from fanal.missions.policies.training import keep_training, open_training, read_shared_training
from fanal.missions.policies.work import (
    delete_work,
    gather_work,
    keep_work,
    read_shared_work,
    share_work,
    show_own_log,
)

__all__ = [
    "answer_point",
    "appreciate_needs",
    "declare_absence",
    "declare_competence",
    "delete_work",
    "end_absence",
    "gather_work",
    "keep_hours",
    "keep_missions",
    "keep_training",
    "keep_work",
    "open_training",
    "prepare_needs",
    "read_absences",
    "read_competence",
    "read_handover",
    "read_point",
    "read_shared_training",
    "read_shared_work",
    "read_sharing",
    "say_access",
    "share_mission",
    "share_work",
    "show_own_log",
    "tell_answers",
    "write_note",
    "write_point",
]
