"""The variables `FANAL_*` and the files that some of them name."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PREFIX = "FANAL_"
FILE = "_FILE"
# What is secret or bears a password: its value may stand in the file that `FANAL_…_FILE` names.
FROM_FILES = (
    "database_url",
    "database_direct_url",
    "database_owner_url",
    "secret_key",
    "mfa_key",
    "journal_key",
    "fingerprint_key",
    "waiting_files_key",
    "smtp_url",
    "imap_url",
    "files_url",
    "backup_to",
    "metrics_token",
)
LONGEST_FILE = 16_384  # bytes


class BadSettings(ValueError):
    """A `FANAL_*` variable that is unknown or holds no usable value; the message is a French sentence.

    It names the variable and never repeats its value, which may be a secret.
    """


def file_variable(name: str) -> str:
    """The variable that names the file of this setting."""
    return f"{PREFIX}{name.upper()}{FILE}"


def with_value(env: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    """The environment of a child for which this setting is another, whatever file was named for ours."""
    variable = PREFIX + name.upper()
    return {key: text for key, text in env.items() if key != variable + FILE} | {variable: value}


def values_in_files() -> dict[str, Any]:
    """What the files say, by the name of its setting. Raises BadSettings, and never quotes a file."""
    values = {}
    for name in FROM_FILES:
        variable = file_variable(name)
        if path := os.environ.get(variable):
            if os.environ.get(variable.removesuffix(FILE)):
                raise BadSettings(
                    f"{variable} et {variable.removesuffix(FILE)} sont remplis tous les deux : gardez l’un "
                    "des deux."
                )
            values[name] = _text_of(Path(path), variable)
    return values


def _text_of(file: Path, variable: str) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(LONGEST_FILE + 1)
    except OSError:
        raise BadSettings(
            f"{variable} : le fichier {file} ne se lit pas. Vérifiez qu’il existe, et que le compte qui "
            "lance Fanal peut le lire."
        ) from None
    try:
        text = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text or len(content) > LONGEST_FILE:
        raise BadSettings(
            f"{variable} : le fichier {file} ne contient pas un réglage. Il doit contenir sa valeur, en "
            "quelques lignes de texte, et rien d’autre."
        )
    return text
