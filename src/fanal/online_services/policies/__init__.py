"""Who may do what with the services, their states, their acts and their reviews? One module each."""

from fanal.online_services.policies.acts import (
    acknowledge_designation,
    end_designation,
    prepare_designation,
    publish_designation,
    read_designations,
    sign_designation,
    suspend_designation,
    take_back_designation,
    watch_designations,
)
from fanal.online_services.policies.habits import answer_habits, read_habits
from fanal.online_services.policies.keepers import KEEPERS, READERS
from fanal.online_services.policies.register import (
    accept_finding,
    compare_accounts,
    expect_admin,
    keep_services,
    print_sheets,
    read_contracts,
    read_services,
    see_services,
    settle_finding,
    write_contract,
)
from fanal.online_services.policies.reviews import close_review, do_right, read_reviews, run_review
from fanal.online_services.policies.states import declare_state, note_checks, read_states, watch_service

__all__ = [
    "KEEPERS",
    "READERS",
    "accept_finding",
    "acknowledge_designation",
    "answer_habits",
    "close_review",
    "compare_accounts",
    "declare_state",
    "do_right",
    "end_designation",
    "expect_admin",
    "keep_services",
    "note_checks",
    "prepare_designation",
    "print_sheets",
    "publish_designation",
    "read_contracts",
    "read_designations",
    "read_habits",
    "read_reviews",
    "read_services",
    "read_states",
    "run_review",
    "see_services",
    "settle_finding",
    "sign_designation",
    "suspend_designation",
    "take_back_designation",
    "watch_designations",
    "watch_service",
    "write_contract",
]
