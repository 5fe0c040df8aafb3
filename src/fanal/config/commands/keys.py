"""The keys of the installation: are they those of its database, and how one is changed."""

import argparse

from fanal.config.commands.database import data_home, explained_refusals, ready_django

ALL_WELL = "Les clés de cette machine sont celles que la base connaît."


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    at_start = commands.add_parser("keys-check")
    at_start.set_defaults(run=run_check_at_start)
    keys = commands.add_parser("keys", help="vérifier les clés de l’installation, en changer une")
    verbs = keys.add_subparsers(dest="verb", required=True, metavar="action")
    check = verbs.add_parser("check", help="les clés de cette machine sont-elles celles de la base ?")
    check.set_defaults(run=run_check)
    accept = verbs.add_parser("accept", help="les anciennes sont perdues : prendre celles de cette machine")
    accept.set_defaults(run=run_accept, role="owner")
    rotate = verbs.add_parser("rotate", help="changer une clé ; l’ancienne se lit encore")
    rotate.add_argument("name", choices=["signing_key", "mfa_key", "journal_key", "waiting_files_key"])
    rotate.set_defaults(run=run_rotate, role="owner")


def run_check(given: argparse.Namespace) -> int:
    run_check_at_start(given)
    print(ALL_WELL)
    return 0


def run_check_at_start(given: argparse.Namespace) -> int:
    """Nothing when all is well. Raises Explained."""
    home = data_home()
    with ready_django(), explained_refusals():
        from fanal.core.keys.known_keys import require_known_keys

        require_known_keys(home)
    return 0


def run_accept(given: argparse.Namespace) -> int:
    home = data_home()
    with ready_django():
        from fanal.core.keys.known_keys import accept_keys

        losses = accept_keys(home)
    print("\n".join(["Ce qui ne se lira plus :", *losses]) if losses else ALL_WELL)
    return 0


def run_rotate(given: argparse.Namespace) -> int:
    """A key of the home is made anew; a chosen one was already written, above the one before it."""
    home = data_home()
    with ready_django(), explained_refusals():
        from fanal.accounts.actions.second_factor_key import seal_second_factors_again
        from fanal.core.keys.known_keys import rotate_key

        variable = rotate_key(home, given.name)
        resealed = seal_second_factors_again() if given.name == "mfa_key" else 0
    print(f"La clé est changée ({variable}). L’ancienne se lit encore, sur la ligne d’en dessous.")
    if given.name == "mfa_key":
        print(f"Seconds facteurs chiffrés sous la nouvelle : {resealed}.")
    if given.name == "signing_key":
        print("Redémarrez Fanal : chaque processus lit cette clé en démarrant.")
    return 0
