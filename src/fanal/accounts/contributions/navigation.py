"""What people and schools offer to the rest of Fanal."""

from typing import Any

from fanal.accounts import policies
from fanal.accounts.models import AccessGrant, ApiToken, Membership
from fanal.accounts.models.member import Member
from fanal.accounts.models.roles import TEAM, Delegated, role_words
from fanal.core.addresses import address
from fanal.core.navigation import SCHOOL, Item
from fanal.core.own_data import OwnRows
from fanal.core.registry import NAVIGATION, PERSONAL_DATA, register


@register(NAVIGATION, 60)
def navigation(member: Member) -> list[Item]:
    uai, items = member.school.uai, []
    if policies.see_people(member.actor, None):
        items.append(Item("Personnes", address("people:person_list", uai), "users", SCHOOL))
    if member.has(*TEAM, Delegated.SETTINGS):
        items.append(Item("Réglages", address("settings:settings_page", uai), "settings", SCHOOL))
    return items


@register(PERSONAL_DATA, 0)
def what_is_known_of(member: Member) -> dict[str, Any]:
    """One's own record and functions."""
    person = member.person
    assert person is not None
    return {
        "fiche": {
            "civilité": person.civility,
            "prénom": person.given_name,
            "nom": person.family_name,
            "courriel": person.email,
            "téléphone": person.phone,
            "fonction ou discipline": person.job,
        },
        "fonctions": OwnRows(
            Membership.objects.for_school(member.school).filter(person=person),
            {"fonctions": "roles", "depuis": "valid_from", "jusqu’au": "valid_until"},
            "depuis",
            lambda row: row | {"fonctions": role_words(row["fonctions"])},
        ),
        "droits d’administration": OwnRows(
            AccessGrant.objects.for_school(member.school).filter(person=person),
            {"opérations": "operations", "depuis": "valid_from", "jusqu’au": "valid_until"},
            "depuis",
            lambda row: row | {"opérations": [Delegated(code).label for code in row["opérations"]]},
        ),
        "jetons d’accès": OwnRows(
            ApiToken.objects.for_school(member.school).filter(user_id=member.user_id),
            {"nom": "name", "créé le": "made_on", "jusqu’au": "expires_on", "servi le": "last_used_on"},
            "créé le",
        ),
    }
