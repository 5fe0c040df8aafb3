"""How long are people and sign-ins kept? A year after they left; the rights they had, five years.

A person who left loses their name when nothing needs it any more (a loan, an open request); what they did
stays, done by nobody. A sign-in that leads nowhere for a year is removed.
"""

from datetime import datetime, timedelta

from fanal.accounts.models import (
    AccessGrant,
    ApiToken,
    Invitation,
    Membership,
    PartnerMembership,
    Person,
    School,
    User,
)
from fanal.accounts.models.anonymous import BLANK, NOBODY
from fanal.accounts.models.membership import cut_off, sign_ins_in_use
from fanal.core import journal
from fanal.core.registry import NEEDED, RETENTION, register, registered
from fanal.core.retention import BATCH, Retention, day_before, remove, years_before
from fanal.core.saved_views import SavedView
from fanal.core.tenancy import scope

INVITATIONS_LAST = TOKENS_LAST = timedelta(days=30)


def _forget_people(school_id: int, now: datetime) -> int:
    needed = {person for needs in registered(NEEDED) for person in needs(school_id)}
    gone = Person.objects.for_school(school_id).filter(left_on__lt=day_before(now.date(), 1))
    gone = gone.exclude(family_name=NOBODY).exclude(pk__in=needed)
    people = list(gone.order_by("pk").values_list("pk", flat=True)[:BATCH])
    journal.erase_of(school_id, Person, people)
    return Person.objects.for_school(school_id).filter(pk__in=people).update(**BLANK)


def _forget_filters(school_id: int, now: datetime) -> int:
    return remove(SavedView.objects.for_school(school_id).filter(person__left_on__lt=now.date()))


def _forget_rights(school_id: int, now: datetime) -> int:
    day = day_before(now.date(), 5)
    ended = Membership.objects.for_school(school_id).filter(valid_until__lt=day)
    return remove(ended) + remove(AccessGrant.objects.for_school(school_id).filter(valid_until__lt=day))


def _forget_invitations(school_id: int, now: datetime) -> int:
    return remove(Invitation.objects.for_school(school_id).filter(sent_at__lt=now - INVITATIONS_LAST))


def _forget_tokens(school_id: int, now: datetime) -> int:
    day = (now - TOKENS_LAST).date()
    return remove(ApiToken.objects.for_school(school_id).over_before(day))


def _forget_partners(school_id: int, now: datetime) -> int:
    return remove(PartnerMembership.objects.filter(valid_until__lt=day_before(now.date(), 1)))


def _forget_sign_ins(school_id: int, now: datetime) -> int:
    """The only rule that looks into every school at once: a sign-in may lead to any of them."""
    schools = list(School.objects.only("pk"))
    with scope(*schools):
        in_use = sign_ins_in_use(day_before(now.date(), 1))
        old = User.objects.filter(date_joined__lt=years_before(now, 1)).order_by("pk")
        users = [pk for pk in old.values_list("pk", flat=True) if pk not in in_use][:BATCH]
        ApiToken.objects.for_schools(schools).filter(user__in=users).delete()
        cut_off(users)
        User.objects.filter(pk__in=users).delete()
    return len(users)


def forget_if_nowhere(user_id: int) -> bool:
    """Remove one sign-in that no school and no partner knows any more; True when it went."""
    with scope(*School.objects.only("pk")):
        is_member = Membership.objects.filter(user=user_id).exists()
        if is_member or PartnerMembership.objects.filter(user=user_id).exists():
            return False
        ApiToken.objects.for_schools(School.objects.only("pk")).filter(user=user_id).delete()
        return bool(User.objects.filter(pk=user_id).delete()[0])


OFFERED = (
    Retention(
        "accounts.people",
        "Une personne partie : un an, puis son nom et ses coordonnées s’effacent, sauf si elle détient "
        "encore du matériel ou a une demande en cours.",
        ("accounts.Person",),
        _forget_people,
    ),
    Retention(
        "accounts.filters", "Les filtres enregistrés : jusqu’au départ.", ("core.SavedView",), _forget_filters
    ),
    Retention(
        "accounts.memberships",
        "Les droits d’une personne : cinq ans après leur fin.",
        ("accounts.Membership", "accounts.AccessGrant"),
        _forget_rights,
    ),
    Retention(
        "accounts.invitations",
        "Les invitations : trente jours après l’envoi.",
        ("accounts.Invitation",),
        _forget_invitations,
    ),
    Retention(
        "accounts.tokens",
        "Les jetons d’accès : trente jours après leur fin.",
        ("accounts.ApiToken",),
        _forget_tokens,
    ),
    Retention(
        "accounts.partners",
        "Les droits d’un partenaire : un an après leur fin.",
        ("accounts.PartnerMembership",),
        _forget_partners,
        is_of_a_school=False,
    ),
    Retention(
        "accounts.users",
        "Un compte qui ne mène plus nulle part : un an.",
        ("accounts.User", "account.EmailAddress", "mfa.Authenticator", "usersessions.UserSession"),
        _forget_sign_ins,
        is_of_a_school=False,
    ),
)
for rule in OFFERED:
    register(RETENTION, 60)(rule)
