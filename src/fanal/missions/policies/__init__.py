"""Who may do what with the mission and its year? One module each."""

from fanal.missions.policies.absence import (
    declare_absence,
    end_absence,
    keep_hours,
    read_absences,
)
from fanal.missions.policies.allowances import (
    agree_to_proposal,
    certify_substitution,
    correct_decision,
    keep_missions,
    list_own_proposals,
    prepare_proposal,
    prepare_relief,
    present_proposal,
    read_allowances,
    read_own_proposal,
    record_agreement,
    record_decision,
    record_opinion,
    send_proposals,
    settle_relief,
    withdraw_proposal,
    withdraw_relief,
)
from fanal.missions.policies.handover import (
    read_handover,
    say_access,
    write_note,
)
from fanal.missions.policies.letter import (
    agree_to_letter,
    amend_letter,
    close_letter,
    discard_letter,
    keep_scans,
    note_signature,
    read_letters,
    share_letter,
    show_letters,
    start_letter,
    take_back_letter,
    write_letter,
)  # fmt: skip
from fanal.missions.policies.point import (
    answer_point,
    read_point,
    tell_answers,
    write_point,
)
from fanal.missions.policies.sharing import (
    appreciate_needs,
    declare_competence,
    prepare_needs,
    read_competence,
    read_sharing,
    share_mission,
)
from fanal.missions.policies.training import (
    keep_training,
    open_training,
    read_shared_training,
)
from fanal.missions.policies.work import (
    delete_work,
    gather_work,
    keep_work,
    read_shared_work,
    share_work,
    show_own_log,
)
from fanal.missions.policies.year import (
    EVERYBODY,
    TEAM_ROLES,
    add_task,
    change_task,
    create_year,
    edit_templates,
    finish_task,
    keep_feed,
    keep_figures,
    open_year,
    prepare_switch,
    put_task_aside,
    read_figures,
    read_year,
    reopen_task,
    send_reminders,
    take_task,
)

__all__ = [
    "EVERYBODY", "TEAM_ROLES", "add_task", "agree_to_letter", "agree_to_proposal",
    "amend_letter", "answer_point", "appreciate_needs", "certify_substitution", "change_task", "close_letter",
    "correct_decision", "create_year", "declare_absence", "declare_competence", "delete_work",
    "discard_letter", "edit_templates", "end_absence", "finish_task", "gather_work", "keep_feed",
    "keep_figures", "keep_hours", "keep_missions", "keep_scans", "keep_training", "keep_work",
    "list_own_proposals", "note_signature", "open_training", "open_year", "prepare_needs", "prepare_proposal",
    "prepare_relief", "prepare_switch", "present_proposal", "put_task_aside", "read_absences",
    "read_allowances", "read_competence", "read_figures", "read_handover", "read_letters",
    "read_own_proposal", "read_point", "read_shared_training", "read_shared_work", "read_sharing",
    "read_year", "record_agreement", "record_decision", "record_opinion", "reopen_task", "say_access",
    "send_proposals", "send_reminders", "settle_relief", "share_letter", "share_mission", "share_work",
    "show_letters", "show_own_log", "start_letter", "take_back_letter", "take_task", "tell_answers",
    "withdraw_proposal", "withdraw_relief", "write_letter", "write_note", "write_point",
]  # fmt: skip
