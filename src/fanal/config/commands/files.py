"""The files of the installation: they go from the folder of its home to an object store, and back."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fanal.config.commands.database import explained_refusals, ready_django
from fanal.config.environment import read_environment
from fanal.config.explained import Explained

if TYPE_CHECKING:
    from fanal.core.stores.file_store import FileStore

FOLDER = "dossier"
SWITCH = (
    "Donnez maintenant cette adresse à FANAL_FILES_URL, redémarrez chaque machine, puis relancez la même "
    "commande : elle prend ce qui a été déposé entre-temps, et vide le dossier."
)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    files = commands.add_parser("files", help="déplacer les pièces jointes vers un autre stockage")
    verbs = files.add_subparsers(dest="verb", required=True, metavar="action")
    move = verbs.add_parser("move", help="copier tout, pendant que Fanal sert ; vider ce qui est relu")
    move.add_argument(
        "--to", required=True, metavar="ADRESSE", help=f"s3://clé:secret@hôte/seau, ou « {FOLDER} »"
    )
    move.set_defaults(run=run_move, role="owner")


def run_move(given: argparse.Namespace) -> int:
    here = read_environment().files_url.get_secret_value()
    if given.to == FOLDER and not here:
        raise Explained("Les pièces jointes sont déjà dans le dossier des données.")
    with ready_django(), explained_refusals():
        from fanal.accounts.models import School
        from fanal.core.stores.moving import copy_contents

        source, target = _both_stores(here, given.to)
        schools = list(School.objects.order_by("pk").values_list("pk", flat=True))
        moved = copy_contents(source, target, schools, removes=given.to == here)
    print(f"Pièces jointes copiées : {moved.copied}. Déjà là : {moved.already}.")
    for sha256 in moved.spoilt:
        print(f"Abîmée, laissée où elle est : {sha256}.")
    if given.to not in {here, FOLDER}:
        print(SWITCH)
    return 1 if moved.spoilt else 0


def _both_stores(here: str, to: str) -> tuple["FileStore", "FileStore"]:
    """From where, to where. Explained for an address that is none."""
    from django.conf import settings

    from fanal.core.models import Installation
    from fanal.core.stores.address import BadStoreAddress
    from fanal.core.stores.file_store import FolderStore, object_store, require_claim

    folder = FolderStore(Path(settings.MEDIA_ROOT))
    try:
        store = object_store(here if to == FOLDER else to)
    except BadStoreAddress as problem:
        raise Explained(str(problem)) from problem
    for installation in Installation.objects.order_by("pk")[:1]:
        require_claim(store, installation.made_at)
    return (store, folder) if to == FOLDER else (folder, store)
