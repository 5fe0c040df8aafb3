"""`fanal school open`: many schools from a table, and where the links of their guests are kept."""

import argparse
import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.commands.terminal import new_private_file
from fanal.config.explained import Explained

if TYPE_CHECKING:
    from fanal.schools.actions.opening import KeepLinks, Opened
    from fanal.schools.rules.opening import OpeningLine


def run_open(given: argparse.Namespace) -> int:
    """Without --apply, what would be done; with it, the same and done. 1 when a line was refused."""
    with ready_django(), explained_refusals():
        from django.utils import timezone

        from fanal.accounts.models.member import system
        from fanal.accounts.models.roles import System
        from fanal.core.sheets.read import read_table
        from fanal.schools.actions.opening import open_schools, plan_opening

        if not given.file.is_file():
            raise Explained(f"Ce fichier n’existe pas : {given.file}")
        lines = plan_opening(read_table(given.file, given.file.name))
        if not given.apply:
            return _say_plan(lines)
        if given.links is None and any(line.head_email or line.lead_email for line in lines):
            raise Explained(
                "Ce tableau invite des personnes : dites où écrire leurs liens, avec --links FICHIER."
            )
        by, now = system(System.SETUP), timezone.now()
        with _links_file(given.links) as keep:
            done = open_schools(lines, today=timezone.localdate(now), now=now, by=by, keep_links=keep)
            return _say_done(done, len(lines))


def _say_plan(lines: list["OpeningLine"]) -> int:
    from fanal.accounts.models import School
    from fanal.accounts.rules.uai import doubt

    uais = set(School.objects.values_list("uai", flat=True))
    for line in lines:
        fate = "déjà ouvert" if line.uai in uais else f"à ouvrir. {doubt(line.uai)}".rstrip()
        print(f"ligne {line.line}, {line.uai} {line.name} : {' '.join(line.problems) or fate}")
    print("\nRien n’est encore écrit : recommencez avec --apply.")
    return 1 if any(line.problems for line in lines) else 0


def _say_done(done: Iterator["Opened"], many: int) -> int:
    """Each line as it is done: whoever cuts the run knows how far it went."""
    opened = was_open = refused = 0
    for rank, row in enumerate(done, 1):
        fate = "ouvert" if row.school else "déjà ouvert, inchangé" if row.was_open else " ".join(row.reasons)
        print(f"{rank}/{many} ligne {row.line.line}, {row.line.uai} {row.line.name} : {fate}", flush=True)
        opened, was_open = opened + (row.school is not None), was_open + row.was_open
        refused += bool(row.reasons)
    print(f"\nOuverts : {opened}. Déjà ouverts : {was_open}. Refusés : {refused}.")
    return 1 if refused else 0


@contextmanager
def _links_file(path: Path | None) -> Iterator["KeepLinks"]:
    """What writes the links of one school: they are on the disk before the school is open."""
    if path is None:
        yield lambda uai, links: None
        return
    with os.fdopen(new_private_file(path), "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["UAI", "Courriel", "Lien (sept jours, une fois)"])

        def keep(uai: str, links: tuple[tuple[str, str], ...]) -> None:
            try:
                writer.writerows([uai, *link] for link in links)
                file.flush()
                os.fsync(file.fileno())
            except OSError as problem:
                raise Explained(
                    f"{path} ne s’écrit plus ({problem.strerror}) : {uai} n’est pas ouvert. Ce qui précède "
                    "l’est, et ses liens sont écrits. Recommencez avec un autre fichier."
                ) from problem

        yield keep
