"""Whose browser is this? Read at every page, so both questions are prepared (`core.database.prepared`)."""

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.database.prepared import prepared


@prepared
def session_still_valid(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def user_with(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read by a prepared question."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        # A cookie may hold a NUL between quotes; PostgreSQL would not even look for it.
        row = None if "\0" in key else session_still_valid.first(key, timezone.now())
        if row is None:
            self._session_key = None
        return row


def is_signed_in(key: str) -> bool:
    """Whether somebody has signed in with this session. Outside any request: the connection goes back."""
    try:
        return SESSION_KEY in SessionStore(key).load()
    finally:
        connection.close()


class Backend(AuthenticationBackend):
    """allauth's sign-in; the signed-in user of each page is read by a prepared question."""

    def get_user(self, user_id: Any) -> User | None:
        user = user_with.first(int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
