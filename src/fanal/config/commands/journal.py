"""`fanal journal verify`: does the journal of every school still say what it said?"""

import argparse
import sys


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    journal = commands.add_parser("journal", help="vérifier le journal")
    verbs = journal.add_subparsers(dest="verb", required=True, metavar="verbe")
    verify = verbs.add_parser("verify", help="recalculer chaque lien du journal")
    verify.set_defaults(run=run_verify)


def run_verify(given: argparse.Namespace) -> int:
    import django

    django.setup()
    from fanal.accounts.models import School
    from fanal.core import journal
    from fanal.core.models import JournalEntry
    from fanal.core.tenancy import scope

    broken, entries = [], 0
    for school in School.objects.order_by("uai"):
        with scope(school):
            broken += journal.verify_school(school.pk)
            entries += JournalEntry.objects.for_school(school).count()
    for problem in broken:
        print(f"Établissement {problem.school_id}, chaîne {problem.chain}, entrée {problem.seq} : {problem.says}.")
    if broken:
        print("Le journal ne tient pas : quelqu’un l’a modifié, ou la base est abîmée.", file=sys.stderr)
        return 1
    print(f"Le journal tient : {entries} entrées vérifiées.")
    return 0
