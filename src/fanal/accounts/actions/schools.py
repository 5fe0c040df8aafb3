"""Opening a school on this installation."""

from dataclasses import dataclass

from django.db import transaction

from fanal.accounts import policies
from fanal.accounts.actions.authorities import code_of
from fanal.accounts.calendars import load_holidays
from fanal.accounts.members import Actor
from fanal.accounts.models import Academy, Authority, School
from fanal.accounts.rights import require
from fanal.accounts.rules import uai as uai_rules
from fanal.accounts.sign_in import is_demonstration
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.models import Installation
from fanal.core.tenancy import scope


@dataclass(frozen=True)
class NewSchool:
    """What is known of a school to open. `authority` and `academy` are names; empty: unknown yet."""

    uai: str
    name: str
    kind: School.Kind
    status: School.Status
    zone: School.Zone
    authority: str = ""
    authority_kind: Authority.Kind | None = None
    academy: str = ""
    city: str = ""


@transaction.atomic
def create_school(new: NewSchool, *, by: Actor) -> School:
    """Open the school, its authority if it is the first one there, and the calendar of the holidays."""
    require(policies.create_school, by, None)
    uai = uai_rules.clean(new.uai)
    if reasons := _refusals(uai, new):
        raise RuleBroken(reasons)
    Installation.objects.get_or_create(is_demonstration=False)
    load_holidays()
    school = School.objects.create(
        uai=uai,
        name=new.name.strip(),
        kind=new.kind,
        status=new.status,
        zone=new.zone,
        city=new.city.strip(),
        authority=_authority(new),
        academy=_academy(new.academy),
    )
    with scope(school):
        journal.created(school, by=by, says="accounts.school_opened")
    return school


def _refusals(uai: str, new: NewSchool) -> list[str]:
    reasons = uai_rules.refusals(uai)
    if not new.name.strip():
        reasons.append("Donnez le nom de l’établissement.")
    if School.objects.filter(uai=uai).exists():
        reasons.append(f"L’établissement {uai} est déjà ouvert ici.")
    if is_demonstration():
        reasons.append(
            "Cette base est une démonstration, où chacun entre d’un clic : un vrai établissement n’y a pas "
            "sa place. Choisissez un autre dossier avec FANAL_HOME."
        )
    return reasons


def _authority(new: NewSchool) -> Authority | None:
    if not new.authority.strip():
        return None
    by_law = Authority.Kind.DEPARTMENT if new.kind == School.Kind.COLLEGE else Authority.Kind.REGION
    made = {"name": new.authority.strip(), "kind": new.authority_kind or by_law}
    return Authority.objects.get_or_create(code=code_of(new.authority), defaults=made)[0]


def _academy(name: str) -> Academy | None:
    if not name.strip():
        return None
    return Academy.objects.get_or_create(code=code_of(name), defaults={"name": name.strip()})[0]
