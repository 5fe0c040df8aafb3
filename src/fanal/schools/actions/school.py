"""Opening a school on this installation."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Academy, Authority, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies import installation as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import load_holidays
from fanal.accounts.rules import places
from fanal.accounts.rules import uai as uai_rules
from fanal.accounts.sign_in.demonstration import is_demonstration
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms import hidden_signs
from fanal.core.mail.outbox import release_held
from fanal.core.models import Installation
from fanal.core.school_data.archive import ArchiveCounts, write_archive
from fanal.core.tenancy import scope
from fanal.schools.actions.authority import authority_of, code_of, known_kind


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
    """Open the school, its authority if it is the first one there, and the calendar of the holidays.

    Whoever keeps the installation says which authority: it is confirmed (ADR 0028).
    """
    require(policies.create_school, by, None)
    uai = uai_rules.clean(new.uai)
    if reasons := _refusals(uai, new):
        raise RuleBroken(reasons)
    Installation.objects.get_or_create(is_demonstration=False)
    load_holidays()
    authority, department = _authority(new), uai_rules.department(uai)
    school = School.objects.create(
        uai=uai,
        name=new.name.strip(),
        kind=new.kind,
        status=new.status,
        zone=new.zone,
        timezone=places.time_zone_of(department, new.zone),
        region=places.region_of(department),
        city=new.city.strip(),
        authority=authority,
        authority_confirmed_on=timezone.localdate() if authority else None,
        academy=_academy(new.academy),
    )
    with scope(school):
        journal.created(school, by=by, verb="accounts.school_opened")
    return school


@transaction.atomic
def close_school(school: School, last_day: date, *, today: date, by: Actor) -> School:
    """Nobody enters the school after `last_day`, and nothing is sent for it. What it keeps stays.

    Needs the school's scope, like `reopen_school`.
    """
    school = School.objects.held(school.pk)
    require(policies.close_school, by, school)
    if last_day < today:
        raise RuleBroken(
            "Donnez aujourd’hui ou un jour à venir : un établissement ne ferme pas dans le passé."
        )
    with journal.change(school, by=by, verb="accounts.school_closed", chain=journal.Chain.SECURITY):
        school.open_until = last_day
        school.save(update_fields=["open_until"])
    return school


@transaction.atomic
def reopen_school(school: School, *, by: Actor) -> School:
    """Everybody finds it as it was: functions and accounts did not move, and what was held lately leaves."""
    school = School.objects.held(school.pk)
    require(policies.close_school, by, school)
    if school.open_until is None:
        raise RuleBroken(f"{school.name} n’est pas fermé.")
    with journal.change(school, by=by, verb="accounts.school_reopened", chain=journal.Chain.SECURITY):
        school.open_until = None
        school.save(update_fields=["open_until"])
    release_held(school.pk, now=timezone.now())
    return school


@transaction.atomic
def export_school(school: School, path: Path, *, by: Actor) -> ArchiveCounts:
    """Write everything that is kept of the school in a file; needs its scope."""
    require(policies.export_school, by, school)
    archive = write_archive(path, school.pk)
    # Last: its entry holds the head of the journal, and people go on signing in while tables are written.
    journal.noted(school, by=by, verb="accounts.school_exported", chain=journal.Chain.SECURITY)
    return archive


def _refusals(uai: str, new: NewSchool) -> list[str]:
    reasons = uai_rules.refusals(uai)
    if not new.name.strip():
        reasons.append("Donnez le nom de l’établissement.")
    reasons += hidden_signs.refusals(new.name)
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
    return authority_of(new.authority, new.authority_kind or known_kind(new.authority) or by_law)


def _academy(name: str) -> Academy | None:
    if not name.strip():
        return None
    return Academy.objects.get_or_create(code=code_of(name), defaults={"name": name.strip()})[0]
