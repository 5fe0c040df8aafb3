"""Where does this sign-in lead, as whom, from when until when? Read by its owner alone."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from fanal.accounts.models import Membership, PartnerMembership, Person, User
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.roles import TEAM, Role, role_words
from fanal.core.tenancy import as_user, scope


@dataclass(frozen=True)
class WorkPlace:
    """One school, or one body above schools. The addresses are empty where there is no such page."""

    name: str
    roles: str
    valid_from: date
    valid_until: date | None
    home_url: str = ""
    card_url: str = ""
    mail_url: str = ""
    data_url: str = ""
    declared_url: str = ""
    tokens_url: str = ""


def places_of(user: User, today: date) -> list[WorkPlace]:
    """The schools of this user's memberships today, then the bodies they work for. Two queries."""
    with as_user(user.pk):
        own = Membership.objects.filter(user=user).valid_on(today).select_related("school")
        places = [_school_place(membership) for membership in own.order_by("school__name")]
    bodies = PartnerMembership.objects.filter(valid_on(today), user=user).select_related(
        "authority", "academy"
    )
    return places + [_body_place(partner) for partner in bodies]


def name_of(user: User, today: date) -> str:
    """As the first of their schools calls them, or the body they work for; empty when neither does."""
    with as_user(user.pk):
        own = Membership.objects.filter(user=user).valid_on(today).order_by("pk").first()
    if own is not None:
        with scope(own.school_id):
            return str(Person.objects.for_school(own.school_id).get(pk=own.person_id))
    partner = PartnerMembership.objects.filter(valid_on(today), user=user).order_by("pk").first()
    return partner.name if partner else ""


def _school_place(membership: Membership) -> WorkPlace:
    uai = membership.school.uai
    return WorkPlace(
        membership.school.name,
        role_words(membership.roles),
        membership.valid_from,
        membership.valid_until,
        home_url=reverse("web:home", args=[uai]),
        card_url=_if_any("people:own_card", uai),
        mail_url=_if_any("helpdesk:notice_choice", uai),
        data_url=reverse("people:own_data", args=[uai]),
        declared_url=_if_any("privacy:mine", uai),
        tokens_url=_if_any("tokens:token_list", uai) if TEAM & set(membership.roles) else "",
    )


def _body_place(partner: PartnerMembership) -> WorkPlace:
    body = partner.authority or partner.academy
    return WorkPlace(str(body), Role(partner.role).label, partner.valid_from, partner.valid_until)


def _if_any(name: str, uai: str) -> str:
    """The address of a page that an app above may offer."""
    try:
        return reverse(name, args=[uai])
    except NoReverseMatch:
        return ""
