"""Everything that changes who works where: schools, people and functions, invitations, who reads above."""

from fanal.accounts.actions.account import (
    choose_shortcuts,
    end_access,
    forget_second_proofs,
    reopen_access,
)
from fanal.accounts.actions.authorities import change_support, confirm_authority
from fanal.accounts.actions.invitations import Guest, accept_invitation, invite_partner, invite_person
from fanal.accounts.actions.joining import (
    accept_with_account,
    accept_with_password,
    invite_colleague,
    joining_address,
    withdraw_invitation,
)
from fanal.accounts.actions.partners import close_to_partner, end_partner_access, reopen_to_partner
from fanal.accounts.actions.people import (
    Card,
    Functions,
    add_person,
    change_card,
    change_functions,
    change_own_card,
    note_departure,
    take_back,
)
from fanal.accounts.actions.schools import (
    NewSchool,
    close_school,
    create_school,
    export_school,
    reopen_school,
)
from fanal.accounts.actions.sharing import appoint_dpo, share_indicators

__all__ = [
    "Card", "Functions", "Guest", "NewSchool", "accept_invitation", "accept_with_account",
    "accept_with_password", "add_person", "appoint_dpo", "change_card", "change_functions",
    "change_own_card", "change_support", "choose_shortcuts", "close_school", "close_to_partner",
    "confirm_authority", "create_school", "end_access", "end_partner_access", "export_school",
    "forget_second_proofs", "invite_colleague", "invite_partner", "invite_person", "joining_address",
    "note_departure", "reopen_access", "reopen_school", "reopen_to_partner", "share_indicators", "take_back",
    "withdraw_invitation",
]  # fmt: skip
