"""One school of the matrix, and the tables that belong to a school."""

from dataclasses import dataclass, field

from django.apps import apps

from fanal.accounts.models import School, User
from fanal.core.tenancy import SchoolOwned


@dataclass
class World:
    """One school, its people by the name of their state, and the numbers its rows carry."""

    school: School
    canary: str
    users: dict[str, User] = field(default_factory=dict)
    first_number: int = 1


def owned_models() -> list[type[SchoolOwned]]:
    return [model for model in apps.get_models() if issubclass(model, SchoolOwned)]
