"""A sign-in. It belongs to nobody's school: memberships say where it leads."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from fanal.core.people.data_map import DataMap


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """An address and a way to prove that it is yours."""

    email = models.EmailField("adresse de courriel", unique=True)
    is_active = models.BooleanField("actif", default=True)
    date_joined = models.DateTimeField("créé le", auto_now_add=True)
    has_shortcuts = models.BooleanField("raccourcis clavier", default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    DATA = DataMap("se connecter", "adresse, mot de passe haché", "un an après la dernière appartenance")
    JOURNAL_NAME = "accounts.user"

    def __str__(self) -> str:
        return self.email
