"""What may be set from outside: every `FANAL_*` variable, typed, with its default and its meaning.

One class makes three things: the settings Django reads, `.env.example`, and the table in `docs/operate`.
A variable that starts with `FANAL_` and is not listed here is an error, so a typing mistake never passes
for a choice.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from fanal.config.variables import FROM_FILES, PREFIX, BadSettings, file_variable, values_in_files
from fanal.core.fetch.networks import read_networks
from fanal.core.mail.servers import BadAddress, read_server
from fanal.core.stores.address import read_address

SHORTEST_KEY = 32  # signs


class Environment(BaseSettings):
    """The settings of one installation. Field names are the variable names without `FANAL_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=None, env_ignore_empty=True, extra="forbid", hide_input_in_errors=True
    )

    home: Path = Field(Path("var"), description="Dossier des données : base, pièces jointes, secrets.")
    database_url: str = Field(
        "", description="Adresse PostgreSQL du rôle qui sert (fanal_app). Vide : serveur embarqué."
    )
    database_direct_url: str = Field(
        "", description="La même sans PgBouncer, pour le travail de fond. Vide : database_url."
    )
    database_owner_url: str = Field(
        "", description="Adresse PostgreSQL du propriétaire (fanal_owner), pour migrer et sauvegarder."
    )
    database_pool: int = Field(
        6,
        ge=1,
        le=64,
        description="Connexions par processus web : ses fils, et deux pour les envois de fichiers.",
    )
    database_memory: int = Field(
        256,
        ge=128,
        le=1_048_576,
        description="Mémoire que la base fournie peut prendre, en Mo. Sans effet sur un serveur à vous.",
    )
    database_role: Literal["app", "owner"] = Field(
        "app", description="Rôle pris par ce processus ; la commande fanal le choisit elle-même."
    )
    migrate: Literal["always", "never"] = Field(
        "always",
        description="Mettre la base à jour en démarrant. never : une autre machine le fait, et celle-ci n’a "
        "pas besoin du mot de passe du propriétaire.",
    )
    public_url: str = Field(
        "http://localhost:8000", description="Adresse publique, celle qu'on écrit dans les courriels."
    )
    allowed_hosts: str = Field("", description="Autres noms acceptés, séparés par des virgules.")
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Clé qui signe les sessions et les liens. Vide : créée une fois dans le dossier des "
        "données.",
    )
    mfa_key: SecretStr = Field(
        SecretStr(""), description="Clé qui chiffre les seconds facteurs. Vide : comme la précédente."
    )
    journal_key: SecretStr = Field(
        SecretStr(""), description="Clé qui signe le journal et les sauvegardes. Vide : comme la précédente."
    )
    fingerprint_key: SecretStr = Field(
        SecretStr(""), description="Clé des empreintes des documents. Vide : comme la précédente."
    )
    waiting_files_key: SecretStr = Field(
        SecretStr(""),
        description="Clé des fichiers qui attendent d’être lus. Vide : comme la précédente.",
    )
    trusted_proxies: int = Field(0, ge=0, le=5, description="Nombre de serveurs mandataires devant Fanal.")
    time_zone: str = Field("Europe/Paris", description="Fuseau par défaut ; chaque établissement a le sien.")
    web_workers: int = Field(2, ge=1, le=16, description="Processus web.")
    web_threads: int = Field(4, ge=1, le=16, description="Fils par processus web, pour les pages.")
    workers: int = Field(
        1,
        ge=1,
        le=16,
        description="Processus du travail de fond de cette machine. Chacun fait à la fois un courriel, un "
        "travail court et un long.",
    )
    fair_use: bool = Field(
        True,
        description="Faire attendre qui demande trop de pages, d'envois ou de fichiers à la suite (429). "
        "À n'éteindre que pour une mesure.",
    )
    log_format: Literal["json", "text"] = Field("json", description="Forme des lignes du journal technique.")
    log_file: Path | None = Field(
        None, description="Fichier du journal technique. Vide : la sortie standard."
    )
    smtp_url: str = Field(
        "", description="Serveur d'envoi, smtp:// ou smtps://nom:mot@hôte:port. Vide : rien ne part."
    )
    mail_from: str = Field("fanal@localhost", description="Adresse d'expédition.")
    mail_domain: str = Field(
        "localhost", description="Domaine des adresses de réponse, demande+…@ce-domaine."
    )
    imap_url: str = Field("", description="Boîte relevée, imap:// ou imaps://nom:mot@hôte:port/dossier.")
    files_url: SecretStr = Field(
        SecretStr(""),
        description="Stockage S3 des pièces jointes, s3://clé:secret@hôte/seau?region=… (s3+http:// sans "
        "HTTPS). Vide : le dossier des données.",
    )
    backup_to: SecretStr = Field(
        SecretStr(""),
        description="Lieu des sauvegardes, pour backup, backups et restore --latest : un dossier, ou "
        "s3://clé:secret@hôte/seau?region=….",
    )
    mail_auth_server: str = Field(
        "",
        description="Nom que votre serveur écrit en tête d'Authentication-Results. "
        "Rempli : un courriel sans SPF, DKIM ou DMARC valable attend le tri.",
    )
    journal_mail: bool = Field(
        True, description="Envoyer chaque jour l'empreinte du journal au DPD que l'établissement a désigné."
    )
    passphrase_file: Path | None = Field(
        None, description="Fichier de la phrase de passe des clés, pour backup et restore --with-secrets."
    )
    probe_networks: str = Field(
        "",
        description="Réseaux internes que les vérifications de services peuvent joindre : 10.1.0.0/16, ou "
        "0590001Z=10.1.0.0/16 pour un seul établissement, séparés par des virgules. Vide : aucun.",
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Jeton qui ouvre /metrics hors de la machine."
    )

    @field_validator("secret_key", "mfa_key", "journal_key", "fingerprint_key", "waiting_files_key")
    @classmethod
    def _long_enough(cls, keys: SecretStr) -> SecretStr:
        if any(len(key) < SHORTEST_KEY for key in keys.get_secret_value().split()):
            raise ValueError(
                f"une clé a au moins {SHORTEST_KEY} signes, par exemple ceux de « openssl rand -hex 32 »."
            )
        return keys

    @field_validator("files_url")
    @classmethod
    def _names_a_bucket(cls, address: SecretStr) -> SecretStr:
        if address.get_secret_value():
            read_address(address.get_secret_value())  # its BadStoreAddress is a ValueError that shows nothing
        return address

    @field_validator("backup_to")
    @classmethod
    def _names_a_place(cls, place: SecretStr) -> SecretStr:
        if "://" in place.get_secret_value():
            read_address(place.get_secret_value())
        return place

    @field_validator("probe_networks")
    @classmethod
    def _only_internal(cls, networks: str) -> str:
        read_networks(networks)  # its ValueError names the network and the reason
        return networks

    @field_validator("database_url", "database_direct_url", "database_owner_url")
    @classmethod
    def _read_by_libpq(cls, address: str) -> str:
        try:
            parts = conninfo_to_dict(address)
        except ProgrammingError:  # its words repeat the address, and so a password
            parts = {}
        if address and not ("://" in address and parts.get("dbname")):
            raise ValueError(
                "une adresse de PostgreSQL s’écrit postgresql://nom:mot@hôte:port/base ; plusieurs hôtes "
                "sont séparés par des virgules ; dans un mot de passe, « @ » s’écrit %40, « : » %3A, "
                "« / » %2F, « ? » %3F, « # » %23 et « % » %25."
            )
        return address

    @field_validator("smtp_url", "imap_url")
    @classmethod
    def _of_a_mail_server(cls, address: str, field: ValidationInfo) -> str:
        schemes = ("smtp", "smtps") if field.field_name == "smtp_url" else ("imap", "imaps")
        if address and read_server(address).scheme not in schemes:
            raise BadAddress(f"L’adresse de ce serveur commence par {schemes[0]}:// ou {schemes[1]}://.")
        return address

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")


def read_environment() -> Environment:
    """Read `FANAL_*` from the process, and the files that it names; raise BadSettings."""
    names = {PREFIX + name.upper() for name in Environment.model_fields}
    names |= {file_variable(name) for name in FROM_FILES}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in names)
    if unknown:
        raise BadSettings(
            f"Réglage inconnu : {', '.join(unknown)}. Vérifiez le nom, ou retirez-le de l’environnement."
        )
    try:
        return Environment(**values_in_files())
    except ValidationError as problem:
        raise BadSettings("\n".join(_sentences(problem))) from None


def _sentences(problem: ValidationError) -> Iterator[str]:
    """One sentence a variable: what it is for, and what is wrong when a rule of ours says so."""
    for error in problem.errors(include_input=False):
        name = str(error["loc"][0])
        reason = str(error.get("ctx", {}).get("error", "")) or "cette valeur ne convient pas."
        meaning = Environment.model_fields[name].description
        yield f"{PREFIX}{name.upper()} : {reason} Sens du réglage : {meaning}"
