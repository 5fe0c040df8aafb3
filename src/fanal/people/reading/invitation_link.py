"""Is this link an invitation that still stands? Signed, seven days, and dead once it has served."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from fanal.accounts.models import Invitation, User

SALT = "fanal.invitation"
JOIN_SALT = "fanal.joining"
LIFE_SECONDS = 7 * 24 * 3600


def _state(user: User) -> str:
    """Changes with the password: what makes the link serve once."""
    return salted_hmac(SALT, f"{user.pk}|{user.password}|{user.last_login}", algorithm="sha256").hexdigest()[
        :32
    ]


def invitation_token(user: User) -> str:
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def invited_user(token: str, *, is_locked: bool = False) -> User | None:
    """Whom this token invites, or None: altered, older than seven days, used, or the account is closed.

    `is_locked` takes the row until the end of the transaction, so that two uses cannot both succeed.
    """
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=LIFE_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    users = User.objects.select_for_update() if is_locked else User.objects
    user = users.filter(pk=pk, is_active=True).first()
    if user is None or user.has_usable_password() or not constant_time_compare(state, _state(user)):
        return None
    return user


@dataclass(frozen=True)
class JoiningLink:
    """What a link to join a school says, once its signature is right. Its row says whether it stands."""

    school_id: int
    invitation_id: int
    seed: str


def joining_token(invitation: Invitation) -> str:
    return signing.dumps([invitation.school_id, invitation.pk, invitation.seed], salt=JOIN_SALT)


def read_joining(token: str) -> JoiningLink | None:
    try:
        school_id, invitation_id, seed = signing.loads(token, salt=JOIN_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return JoiningLink(school_id, invitation_id, seed)


def standing_invitation(link: JoiningLink, now: datetime, *, is_locked: bool = False) -> Invitation | None:
    """The invitation of this link, if it still opens something. Needs the scope of its school."""
    rows = Invitation.objects.for_school(link.school_id).select_related("person", "school")
    if is_locked:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(pk=link.invitation_id).first()
    if (
        invitation is None
        or not constant_time_compare(invitation.seed, link.seed)
        or not invitation.stands_at(now)
    ):
        return None
    return (
        invitation
        if invitation.school.is_open_on(timezone.localdate(now, invitation.school.zone_info))
        else None
    )
