"""Everything that changes who works where: opening a school, inviting people, accepting an invitation."""

from fanal.accounts.actions.account import choose_shortcuts
from fanal.accounts.actions.invitations import Guest, accept_invitation, invite_partner, invite_person
from fanal.accounts.actions.schools import NewSchool, create_school

__all__ = [
    "Guest", "NewSchool", "accept_invitation", "choose_shortcuts", "create_school", "invite_partner",
    "invite_person",
]  # fmt: skip
