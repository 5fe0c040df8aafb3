"""`fanal journal verify`: does the journal of every school still say what it said?

It also tells each erasure, what was opened in what is frozen, and each entry dated before the one it follows:
whoever reads knows their own.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.config.commands.database import ready_django

if TYPE_CHECKING:
    from fanal.accounts.models import School


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    journal = commands.add_parser("journal", help="vérifier le journal")
    verbs = journal.add_subparsers(dest="verb", required=True, metavar="verbe")
    verify = verbs.add_parser("verify", help="recalculer chaque lien du journal, et l’empreinte des imports")
    verify.add_argument("--keys", type=Path, help="dossier des clés publiques (par défaut celui des données)")
    verify.add_argument(
        "--without-published-heads", action="store_true", help="sans comparer aux têtes déjà publiées"
    )
    verify.set_defaults(run=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    with ready_django():
        return _verify(given)


def _verify(given: argparse.Namespace) -> int:
    from django.conf import settings
    from django.utils import timezone

    from fanal.accounts.models import School
    from fanal.core import journal
    from fanal.core.imports.proof import altered_imports
    from fanal.core.models import JournalEntry
    from fanal.core.tenancy import scope

    keys = journal.believed_keys(given.keys or settings.FANAL_HOME / "journal-keys")
    published = [] if given.without_published_heads else journal.published_heads(settings.FANAL_HOME)
    broken: list[journal.Broken] = []
    entries = 0
    for school in School.objects.order_by("uai"):
        with scope(school):
            broken += journal.verify_school(school.pk, keys)
            broken += journal.contradictions(school.pk, published)
            broken += altered_imports(school.pk, now=timezone.now())
            entries += JournalEntry.objects.for_school(school).count()
            _tell_remarks(school)
    for entry in broken:
        where = f"Établissement {entry.school_id}, chaîne {entry.chain}, entrée {entry.seq}"
        print(f"{where} : {entry.says}.")
    if broken:
        print("Le journal ne tient pas : quelqu’un l’a modifié, ou la base est abîmée.", file=sys.stderr)
        return 1
    print(f"Le journal tient : {entries} entrées vérifiées.")
    return 0


def _tell_remarks(school: "School") -> None:
    from fanal.core import journal
    from fanal.core.frozen.openings import opening_counts
    from fanal.schools.reading.journal import authors_named

    erasures = list(journal.erasures(school.pk))
    who = authors_named({erasure.author for erasure in erasures}, school)
    for erasure in erasures:
        count = f"{erasure.count} entrée{'s' * (erasure.count > 1)} effacée{'s' * (erasure.count > 1)}"
        author = f"{who[erasure.author]} ({erasure.author})" if erasure.author in who else erasure.author
        why = erasure.why or "motif non noté"
        print(f"{school.uai}, chaîne {erasure.chain}, {_moment(erasure.at)} : {count} par {author}. {why}")
    for one in opening_counts(school.pk):
        doors = f"{one.count} ouverture{'s' * (one.count > 1)}, {one.gone} effacement{'s' * (one.gone > 1)}"
        when = f"la dernière le {_moment(one.last_at)}"
        print(f"{school.uai}, ce qui est figé ({one.table}) : {doors}, {when}. {one.reason}")
    for entry in journal.backwards(school.pk):
        print(
            f"{school.uai}, chaîne {entry.chain}, entrée {entry.seq} : datée du {_moment(entry.at)}, "
            f"avant celle qu’elle suit ({_moment(entry.before)})."
        )


def _moment(at: datetime) -> str:
    from django.utils import timezone

    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"
