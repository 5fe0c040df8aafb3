"""The demonstration around its story: starting over, and telling where to click."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from fanal.config.explained import Explained
from fanal.core.embedded import Embedded

WORDS = {
    "head": "principale",
    "deputy": "principal adjoint",
    "digital_lead": "référente numérique",
    "second_lead": "référent partagé avec le lycée",
    "bursar": "secrétaire générale",
    "teacher": "professeur d’anglais",
    "staff": "assistante d’éducation",
    "technician": "technicien du Département",
    "adviser": "conseillère de la DRANE",
    "dpo": "déléguée à la protection des données",
    "neighbour_lead": "référent d’un autre collège",
}


def forget(home: Path, embedded: Embedded | None) -> None:
    """Erase the invented school; refused when this home holds real ones."""
    if embedded is None:
        raise Explained("La démonstration se tient dans la base embarquée : retirez FANAL_DATABASE_URL.")
    if embedded.is_running():
        raise Explained("Fanal tourne déjà dans ce dossier : arrêtez-le (Ctrl-C), puis recommencez.")
    embedded.start()
    try:
        if _holds_real_schools():
            raise Explained(
                "Ce dossier contient de vrais établissements : il n’est pas effacé. "
                "Choisissez un autre dossier avec FANAL_HOME."
            )
        import psycopg  # here alone: whoever serves keeps this process small

        from fanal.core.database.removal import drop_database

        with psycopg.connect(embedded.dsn("fanal_owner", "postgres"), autocommit=True) as owner:
            drop_database(owner, "fanal")
            owner.execute("CREATE DATABASE fanal")
    finally:
        embedded.stop()
    shutil.rmtree(home / "files", ignore_errors=True)
    (home / "demo.json").unlink(missing_ok=True)


def _holds_real_schools() -> bool:
    """A database that was never migrated holds nothing; one without the mark is real."""
    process = subprocess.run([sys.executable, "-m", "fanal.config.cli", "demo-mark"], check=False)
    return process.returncode != 0


def announce(home: Path, port: int) -> None:
    """Write `demo.json` (the contract of `docs/operate`) and print one line a role."""
    process = subprocess.run(
        [sys.executable, "-m", "fanal.config.cli", "demo-logins", "--port", str(port)],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"FANAL_DATABASE_POOL": "1"},
    )
    demo = json.loads(process.stdout)
    draft = home / "demo.json.new"
    draft.write_text(json.dumps(demo, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(home / "demo.json")
    print(f"\n  Fanal est prêt : {demo['url']}\n\n  Entrer d’un clic, comme :")
    for role, address in demo["logins"].items():
        print(f"    {WORDS.get(role, role):<38} {address}")
    print(f"\n  Journal technique : {os.environ['FANAL_LOG_FILE']}\n  Pour arrêter : Ctrl-C\n", flush=True)
