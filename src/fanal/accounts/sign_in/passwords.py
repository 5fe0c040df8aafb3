"""Django's door to the password rule of CNIL's délibération 2022-100 (`rules.passwords`)."""

from typing import Any

from django.core.exceptions import ValidationError

from fanal.accounts.rules.passwords import refusals


class StrongEnough:
    """Refuse a password below 80 bits by class, or made of words anyone would try."""

    def validate(self, password: str, user: Any = None) -> None:
        words = [user.email.split("@")[0]] if user is not None and user.email else []
        if reasons := refusals(password, words_to_avoid=words):
            raise ValidationError(reasons)

    def get_help_text(self) -> str:
        return (
            "Au moins 12 caractères avec minuscules, majuscules, chiffres et signes, "
            "ou 14 sans signes, ou une phrase de sept mots."
        )
