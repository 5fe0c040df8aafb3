"""Everything that changes who works where: opening a school, inviting people, accepting an invitation,
letting those above read."""

from fanal.accounts.actions.account import choose_shortcuts
from fanal.accounts.actions.invitations import Guest, accept_invitation, invite_partner, invite_person
from fanal.accounts.actions.schools import NewSchool, create_school
from fanal.accounts.actions.sharing import appoint_dpo, share_indicators

__all__ = [
    "Guest", "NewSchool", "accept_invitation", "appoint_dpo", "choose_shortcuts", "create_school",
    "invite_partner", "invite_person", "share_indicators",
]  # fmt: skip
