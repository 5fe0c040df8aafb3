"""What somebody chooses for their own sign-in: nothing of a school, so no right and no journal."""

from fanal.accounts.models import User


def choose_shortcuts(user: User, *, are_on: bool) -> User:
    """WCAG 2.1.4: whoever types by voice must be able to switch single keys off."""
    user.has_shortcuts = are_on
    user.save(update_fields=["has_shortcuts"])
    return user
