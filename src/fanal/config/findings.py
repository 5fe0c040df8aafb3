"""What is right, doubtful or missing in this installation? Questions to the database and the settings.

Each function yields findings in French. « essential » ones make `fanal check` fail.
"""

import shutil
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fanal.config.environment import Environment
from fanal.config.front import UPLOAD_THREADS
from fanal.core.embedded.place import orphans

OLDEST_SERVER = 160_000
WORKER_SECONDS = 60
ROLES = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN ('fanal_app', 'fanal_owner')"
OWNED_BY_US = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
UNPROTECTED = """
SELECT c.relname FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_id' AND NOT a.attisdropped
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
   AND NOT (c.relrowsecurity AND c.relforcerowsecurity
            AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'school_scope'))
 ORDER BY 1
"""
JOURNAL_ROLE = """
SELECT rolcanlogin OR rolsuper OR rolbypassrls, pg_has_role('fanal_app', oid, 'MEMBER'),
       pg_has_role('fanal_owner', oid, 'MEMBER')
  FROM pg_roles WHERE rolname = 'fanal_journal'
"""
JOURNAL_RIGHTS = """
SELECT (SELECT bool_or(has_table_privilege('fanal_app', name, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))
          FROM unnest(%(tables)s::text[]) AS name)
       OR has_table_privilege('fanal_app', 'core_journalhead', 'INSERT')
       OR has_table_privilege('fanal_app', 'core_journalstub', 'INSERT'),
  (SELECT count(*) FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
    WHERE p.pronamespace = 'public'::regnamespace AND p.oid = ANY (%(functions)s::regprocedure[]::oid[])
      AND r.rolname = 'fanal_journal' AND (p.prosecdef OR p.proname = 'journal_in_scope')),
  (SELECT count(*) FROM pg_trigger WHERE tgrelid = 'core_journalentry'::regclass AND NOT tgisinternal
      AND tgenabled IN ('O', 'A'))
"""
JOURNAL_TABLES = ["core_journalentry", "core_journalhead", "core_journalstub"]
JOURNAL_TRIGGERS = 5
WORKER = "SELECT max(last_heartbeat) FROM procrastinate_workers"
FAILED = (
    "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1 ORDER BY 2 DESC"
)
LOST = "SELECT count(*) FROM core_arrivedmail WHERE state = 'lost'"
GIGABYTE = 1024**3


@dataclass(frozen=True)
class InstallationFinding:
    """One sentence; `is_essential` when nothing good can happen without it."""

    says: str
    is_right: bool = True
    is_essential: bool = False


def wrong(says: str) -> InstallationFinding:
    return InstallationFinding(says, is_right=False, is_essential=True)


def doubtful(says: str) -> InstallationFinding:
    return InstallationFinding(says, is_right=False)


def of_settings(env: Environment, home: Path) -> Iterator[InstallationFinding]:
    """The address, the mail, the rights of the data folder."""
    if env.is_https:
        yield InstallationFinding(f"L’adresse publique est en https : {env.public_url}.")
    elif env.public_url.split("://")[-1].split(":")[0].split("/")[0] in {"localhost", "127.0.0.1"}:
        yield doubtful("L’adresse publique est cette machine : personne d’autre ne peut entrer.")
    else:
        yield wrong("L’adresse publique n’est pas en https : les mots de passe passeraient en clair.")
    yield from _of_the_front(env)
    if home.stat().st_mode & 0o077:
        yield wrong(f"Le dossier {home} est lisible par d’autres comptes : « chmod 700 {home} ».")
    if not env.smtp_url:
        yield doubtful("Aucun serveur d’envoi (FANAL_SMTP_URL) : aucun courriel ne part.")
    if not env.imap_url:
        yield doubtful("Aucune boîte relevée (FANAL_IMAP_URL) : les réponses par courriel n’arrivent pas.")
    if env.imap_url and not env.mail_auth_server:
        yield doubtful(
            "FANAL_MAIL_AUTH_SERVER est vide : rien ne prouve qu’un courriel reçu vient de qui il dit. "
            "Donnez le nom du serveur de courrier qui écrit l’en-tête Authentication-Results."
        )
    if env.probe_networks:
        yield InstallationFinding(
            f"Les vérifications de services peuvent joindre ces réseaux : {env.probe_networks}."
        )
    paths = ssl.get_default_verify_paths()
    if not paths.cafile and not (paths.capath and any(Path(paths.capath).iterdir())):
        yield doubtful(
            "Cette machine ne connaît aucune autorité de certification : toute vérification d’un site en "
            "https échouera. Installez le paquet « ca-certificates »."
        )


def _of_the_front(env: Environment) -> Iterator[InstallationFinding]:
    """A proxy that receives whole requests, and as many connections to the database as threads."""
    if env.is_https and not env.trusted_proxies:
        yield doubtful(
            "Aucun serveur mandataire n’est annoncé (FANAL_TRUSTED_PROXIES) : rien ne reçoit les envois "
            "lents à la place de Fanal. Mettez nginx ou Caddy devant : voyez docs/operate/install.md."
        )
    needed = env.web_threads + UPLOAD_THREADS
    if env.database_pool < needed:
        yield doubtful(
            f"FANAL_DATABASE_POOL vaut {env.database_pool} pour {needed} fils : des pages attendront. "
            f"Donnez-lui {needed}."
        )


def of_roles(cursor: Any) -> Iterator[InstallationFinding]:
    """The role that serves can neither step around row-level security nor change the tables."""
    cursor.execute("SELECT current_setting('server_version_num')::int, current_user::text")
    number, us = cursor.fetchone()
    if number < OLDEST_SERVER:
        yield wrong(
            f"PostgreSQL {number // 10_000} est trop ancien : il faut la version 16 ou une plus récente."
        )
    cursor.execute(ROLES)
    roles = {name: (is_super, bypasses) for name, is_super, bypasses in cursor.fetchall()}
    if us != "fanal_app":
        yield wrong(f"Fanal sert avec le rôle {us} : ce doit être fanal_app.")
    if any(roles.get("fanal_app", (True, True))):
        yield wrong("Le rôle fanal_app manque, ou contourne la séparation des établissements (NOBYPASSRLS).")
    if not roles.get("fanal_owner", (False, False))[1]:
        yield wrong("Le rôle fanal_owner manque, ou n’a pas BYPASSRLS : migrer et sauvegarder échoueraient.")
    cursor.execute("SELECT has_schema_privilege('fanal_app', 'public', 'CREATE')")
    can_create = cursor.fetchone()[0] if "fanal_app" in roles else False
    cursor.execute(OWNED_BY_US)
    if can_create or (us == "fanal_app" and cursor.fetchone()[0]):
        yield wrong("Le rôle fanal_app peut modifier les tables : elles doivent appartenir à fanal_owner.")


def of_journal_role(cursor: Any) -> Iterator[InstallationFinding]:
    """The role that owns the journal's functions exists, and nobody signs in as it."""
    cursor.execute(JOURNAL_ROLE)
    row = cursor.fetchone()
    if row is None:
        yield wrong(
            "Le rôle fanal_journal manque : la base ne peut pas protéger le journal. "
            "Créez-le comme le dit docs/operate/install.md, puis « fanal migrate »."
        )
    elif row[0] or row[1]:
        yield wrong("Le rôle fanal_journal peut être pris par d’autres : le journal pourrait être récrit.")
    elif not row[2]:
        yield wrong("Le rôle fanal_owner n’est pas membre de fanal_journal : migrer échouerait.")


def of_journal(cursor: Any) -> Iterator[InstallationFinding]:
    """The role that serves adds entries and reads; the rest is done by functions that it does not own."""
    from fanal.core.journal.triggers import OWNED  # its package needs Django, set up by now

    functions = [f"public.{name}" for name in OWNED]
    cursor.execute(JOURNAL_RIGHTS, {"tables": JOURNAL_TABLES, "functions": functions})
    writes, owned, guarded = cursor.fetchone()
    if writes:
        yield wrong("Le rôle fanal_app peut récrire le journal : retirez-lui les droits donnés à la main.")
    if owned != len(functions) or guarded != JOURNAL_TRIGGERS:
        yield wrong(
            "Les fonctions qui protègent le journal manquent ou n’appartiennent plus à fanal_journal : "
            "restaurez une sauvegarde par « fanal restore », qui les refait."
        )
    elif not writes:
        yield InstallationFinding("Le journal n’est écrit que par les fonctions de la base.")


def of_tables(cursor: Any) -> Iterator[InstallationFinding]:
    """Every table of a school is under forced row-level security."""
    cursor.execute(UNPROTECTED)
    bare = [row[0] for row in cursor.fetchall()]
    if bare:
        yield wrong(f"Ces tables ne sont pas séparées par établissement : {', '.join(bare)}.")
    else:
        yield InstallationFinding(
            "Chaque table d’un établissement est séparée des autres par la base elle-même."
        )


def of_work(cursor: Any, now: datetime) -> Iterator[InstallationFinding]:
    """The worker lives, and no job was given up."""
    cursor.execute(WORKER)
    beat = cursor.fetchone()[0]
    if beat is None or now - beat > timedelta(seconds=WORKER_SECONDS):
        yield doubtful(
            "Le travail de fond ne tourne pas : ni courriel, ni tâche de nuit. Lancez « fanal serve »."
        )
    else:
        yield InstallationFinding("Le travail de fond tourne.")
    cursor.execute(FAILED)
    if failed := cursor.fetchall():
        named = ", ".join(f"{name} ({count})" for name, count in failed)
        yield doubtful(f"Tâches à traiter, abandonnées après plusieurs essais : {named}.")
    cursor.execute(LOST)
    if lost := cursor.fetchone()[0]:
        yield doubtful(
            f"Courriels reçus dont personne ne sait de quel établissement ils sont : {lost}. "
            "Voyez-les avec « fanal mail pile list » : ils sont gardés un an, puis effacés."
        )


def of_disk(home: Path) -> Iterator[InstallationFinding]:
    """Room for the database, the files and one more backup."""
    usage = shutil.disk_usage(home)
    says = f"Il reste {usage.free // GIGABYTE} Go sur le disque de {home}."
    if usage.free < GIGABYTE // 2:
        yield wrong(f"{says} La base va s’arrêter : libérez de la place.")
    elif usage.free < 5 * GIGABYTE:
        yield doubtful(f"{says} Une sauvegarde de plus pourrait ne pas tenir.")
    else:
        yield InstallationFinding(says)


def of_orphans() -> Iterator[InstallationFinding]:
    """Databases that outlived their home: as root they lie elsewhere, so deleting the home leaves them."""
    if left := orphans():
        named = " ".join(map(str, left))
        yield doubtful(
            f"Bases dont le dossier de données n’est plus là : {named}. S’il a été supprimé, et non déplacé, "
            "elles gardent encore tout : « fanal orphans »."
        )
