"""What becomes of a sign-in when somebody is erased."""

from procrastinate.contrib.django import app

from fanal.accounts.privacy.sign_in import forget_if_nowhere


@app.task(name="accounts.forget_sign_in", retry=5)
def forget_sign_in(user_id: int) -> None:
    """Somebody was erased from a school: their sign-in goes with it, unless it leads somewhere else."""
    forget_if_nowhere(user_id)
