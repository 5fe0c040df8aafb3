"""Everything that changes who works where: people and functions, invitations, who reads above."""

from fanal.accounts.actions.account import choose_shortcuts, end_access, forget_second_proofs, reopen_access
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
    Functions,
    add_person,
    change_card,
    change_functions,
    change_own_card,
    note_departure,
    take_back,
)

__all__ = [
    "Functions",
    "Guest",
    "accept_invitation",
    "accept_with_account",
    "accept_with_password",
    "add_person",
    "change_card",
    "change_functions",
    "change_own_card",
    "choose_shortcuts",
    "close_to_partner",
    "end_access",
    "end_partner_access",
    "forget_second_proofs",
    "invite_colleague",
    "invite_partner",
    "invite_person",
    "joining_address",
    "note_departure",
    "reopen_access",
    "reopen_to_partner",
    "take_back",
    "withdraw_invitation",
]
