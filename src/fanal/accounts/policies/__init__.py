"""Who may open a school, invite people into it, change who they are there, and let those above read?"""

from fanal.accounts.policies.installation import (
    change_authority,
    close_school,
    confirm_authority,
    create_school,
    end_access,
    end_partner_everywhere,
    export_school,
    forget_second_proofs,
    invite_partner,
    invite_person,
)
from fanal.accounts.policies.school import (
    KEEPERS,
    SETTERS,
    add_person,
    appoint_dpo,
    change_departures,
    change_desk,
    change_functions,
    change_own_card,
    change_person,
    change_settings,
    end_partner_access,
    invite_colleague,
    is_within,
    note_departure,
    read_journal,
    see_people,
    share_indicators,
    take_back,
    withdraw_invitation,
)

__all__ = [
    "KEEPERS", "SETTERS", "add_person", "appoint_dpo", "change_authority", "change_departures",
    "change_desk", "change_functions", "change_own_card", "change_person", "change_settings", "close_school",
    "confirm_authority", "create_school", "end_access", "end_partner_access", "end_partner_everywhere",
    "export_school", "forget_second_proofs", "invite_colleague", "invite_partner", "invite_person",
    "is_within", "note_departure", "read_journal", "see_people", "share_indicators", "take_back",
    "withdraw_invitation",
]  # fmt: skip
