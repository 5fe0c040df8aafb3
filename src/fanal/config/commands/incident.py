"""`fanal incident`: what the journal of a school says of a span of time, in a file. Reads only."""

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.commands.terminal import new_private_file, school_of
from fanal.config.explained import Explained

if TYPE_CHECKING:
    from fanal.accounts.models import School
    from fanal.schools.reading.journal_evidence import Evidence

FORM = "2026-11-26T08:30"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    incident = commands.add_parser(
        "incident", help="figer ce que dit le journal d’un établissement pendant un incident"
    )
    incident.add_argument("uai")
    incident.add_argument("--since", required=True, metavar=FORM, help="début, à l’heure de l’établissement")
    incident.add_argument("--until", metavar=FORM, help="fin (par défaut maintenant)")
    incident.add_argument("--out", type=Path, required=True, help="fichier à écrire ; il ne doit pas exister")
    incident.set_defaults(run=run_incident)


def run_incident(given: argparse.Namespace) -> int:
    with ready_django(), explained_refusals():
        from fanal.core.tenancy import read_only, scope

        school = school_of(given.uai)
        with scope(school):
            read_only()
            evidence = _evidence(school, given)
        _write(given.out, evidence.content)
    print(f"{evidence.count} entrées, dans {given.out}")
    for sentence, count in evidence.sentences:
        print(f"  {count:>6}  {sentence}")
    print(f"SHA-256 : {evidence.sha256}")
    for chain, head in evidence.heads.items():
        print(f"Tête de la chaîne {chain} : {head}")
    print(evidence.verification)
    return 0 if evidence.does_hold else 1


def _evidence(school: "School", given: argparse.Namespace) -> "Evidence":
    from django.utils import timezone

    from fanal.schools.reading.journal_evidence import EvidenceSpan, evidence_of

    now = timezone.now()
    until = _moment(given.until, school) if given.until else now
    with timezone.override(school.zone_info):
        return evidence_of(school, EvidenceSpan(_moment(given.since, school), until), now=now)


def _moment(text: str, school: "School") -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Explained(f"« {text} » n’est pas un moment : écrivez {FORM}.") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=school.zone_info)


def _write(path: Path, content: bytes) -> None:
    """Readable by its owner alone; a file that is there is never written over."""
    with os.fdopen(new_private_file(path), "wb") as file:
        file.write(content)
