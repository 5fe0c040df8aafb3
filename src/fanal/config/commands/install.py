"""`fanal install systemd`: the units and timers of a machine that serves, for whoever keeps it."""

import argparse
import re
import sys
from importlib.resources import files
from pathlib import Path

from fanal.config.explained import Explained

TEMPLATES = files("fanal.config") / "systemd"
STATE = "fanal-home"  # of /var/lib; /var/lib/fanal is that of the databases that root starts
PLAIN = re.compile(r"[A-Za-z0-9_./:@-]+")
NIGHTLY = ("fanal-backup.service", "fanal-backup.timer", "fanal-drill.service", "fanal-drill.timer")
NEXT = """Ensuite, en root :
  systemd-sysusers                    # le compte {user}
  écrivez {settings} (mode 0600) : FANAL_PUBLIC_URL=https://…, FANAL_BACKUP_TO={backups}…
  écrivez {passphrase} (mode 0600) : la phrase de passe des sauvegardes. Gardez-la aussi ailleurs.
  systemctl daemon-reload
  systemctl enable --now {units} fanal-backup.timer fanal-drill.timer
Ce que vous changez d’une unité va dans « systemctl edit » : une version nouvelle de Fanal l’y laisse."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    install = commands.add_parser("install", help="écrire ce que la machine lance : unités de systemd")
    places = install.add_subparsers(dest="place", required=True, metavar="où")
    units = places.add_parser("systemd", help="services et minuteurs : pages, travail, sauvegarde, exercice")
    units.add_argument("--root", type=Path, default=Path("/etc"), metavar="DOSSIER", help="/etc sinon")
    units.add_argument("--user", default="fanal", metavar="COMPTE", help="celui qui lance Fanal")
    units.add_argument("--host", default="127.0.0.1", metavar="ADRESSE", help="où les pages écoutent")
    units.add_argument("--port", type=int, choices=range(1, 65_536), default=8000, metavar="PORT")
    units.add_argument("--backups", default="", metavar="DOSSIER", help="celui où la sauvegarde écrit")
    units.add_argument(
        "--apart", action="store_true", help="pages et travail en deux services : la base est sur un serveur"
    )
    units.set_defaults(run=run_systemd)


def run_systemd(given: argparse.Namespace) -> int:
    words = _words(given)
    services = ("fanal-web.service", "fanal-worker.service") if given.apart else ("fanal.service",)
    targets = {f"systemd/system/{name}": name for name in (*services, *NIGHTLY)}
    targets["sysusers.d/fanal.conf"] = "fanal.sysusers"
    written = [name for name, source in targets.items() if _write(given.root / name, _filled(source, words))]
    for name in targets:
        print(f"{'écrit' if name in written else 'déjà là'} : {given.root / name}")
    print(NEXT.format(units=" ".join(services), **words | {"backups": given.backups or "s3://"}))
    return 0


def _words(given: argparse.Namespace) -> dict[str, str]:
    """What stands for each `@word@` of a unit. Raises Explained for what a unit cannot hold."""
    program = Path(sys.executable).with_name("fanal")
    words = {
        "program": str(program),
        "user": given.user,
        "host": given.host,
        "port": str(given.port),
        "state": STATE,
        "settings": "/etc/fanal/fanal.env",
        "passphrase": "/etc/fanal/passphrase",
    }
    for word in (*words.values(), given.backups or "/"):
        if not PLAIN.fullmatch(word):
            raise Explained(
                f"« {word} » ne va pas dans une unité : des lettres, des chiffres, et . / : _ - @."
            )
    if program.is_relative_to("/root") or program.is_relative_to("/home"):
        raise Explained(
            f"Fanal est installé dans {program.parent}, qu’un service protégé ne voit pas : installez-le "
            "dans /opt/fanal, puis recommencez avec ce Fanal-là."
        )
    if given.backups and not given.backups.startswith("/"):
        raise Explained("Le dossier des sauvegardes se donne en entier, par exemple /srv/sauvegardes.")
    hardening = (TEMPLATES / "hardening.conf").read_text(encoding="utf-8").strip()
    backups = f"ReadWritePaths={given.backups}" if given.backups else ""
    return words | {"hardening": hardening, "backups": backups}


def _filled(source: str, words: dict[str, str]) -> str:
    text = (TEMPLATES / source).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _write(target: Path, text: str) -> bool:
    """True when it was not there as it is. Raises Explained when it cannot be written."""
    try:
        if target.exists() and target.read_text(encoding="utf-8") == text:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise Explained(
            f"{target} ne peut pas être écrit : {problem.strerror}. Lancez la commande en root."
        ) from problem
    return True
