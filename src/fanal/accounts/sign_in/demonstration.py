"""The one-click sign-in of the demonstration. It exists only while the database carries the mark."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest

from fanal.accounts.models import User
from fanal.accounts.sign_in import session_assurance
from fanal.core.models import Installation

SALT = "fanal.demonstration"
DOMAIN = "demonstration.invalid"
BACKEND = "fanal.accounts.sign_in.sessions.Backend"


def is_demonstration() -> bool:
    """Does this database itself say that it holds an invented school?"""
    return Installation.objects.filter(is_demonstration=True).exists()


def demonstration_token(login_name: str) -> str:
    return signing.Signer(salt=SALT).sign(login_name)


def demonstration_user(token: str) -> User | None:
    """The invented person this token opens, None outside a demonstration; BadSignature when altered."""
    login_name = signing.Signer(salt=SALT).unsign(token)
    if not is_demonstration():
        return None
    return User.objects.filter(email=f"{login_name}@{DOMAIN}", is_active=True).first()


def enter(request: HttpRequest, user: User) -> None:
    """Sign this invented person in, as if both proofs had been given."""
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    session_assurance.mark_strong(request)
