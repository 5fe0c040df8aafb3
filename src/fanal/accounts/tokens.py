"""Is this link an invitation that still stands? Signed, seven days, and dead once the password is chosen."""

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from fanal.accounts.models import User

SALT = "fanal.invitation"
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
