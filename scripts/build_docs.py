"""Write what is generated from the settings: docs/operate/settings.md and .env.example.

With --check nothing is written, and the exit code is 1 when a file is not what it should be.
"""

import sys
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from fanal.config.environment import Environment  # noqa: E402
from fanal.config.variables import FROM_FILES, PREFIX, file_variable  # noqa: E402

TABLE_HEAD = """\
# Settings

Made by `scripts/build_docs.py` from `fanal.config.environment`; do not edit. A variable that starts with
`FANAL_` and is not in this table is an error, so a typing mistake never passes for a choice. Where « or in a
file » stands, the same name with `_FILE` says in which file the value is read (a secret of a container
engine, a credential of systemd); never both.

| Variable | Value | Default | Meaning |
|---|---|---|---|
"""
EXAMPLE_HEAD = """\
# Settings of Fanal, each with its default. Made by scripts/build_docs.py; copy to a file of yours and edit.
# With systemd: EnvironmentFile=/etc/fanal/fanal.env (mode 0600).
"""


def _default(field: Any) -> str:
    value = field.default
    if value is None or value is PydanticUndefined:
        return ""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _kind(field: Any) -> str:
    kind = field.annotation
    if str(get_origin(kind)).endswith("Literal"):
        return " or ".join(f"`{choice}`" for choice in get_args(kind))
    options = [option for option in get_args(kind) if option is not type(None)]
    kind = options[0] if options else kind
    words = {int: "number", Path: "path", SecretStr: "secret", str: "text", bool: "`true` or `false`"}
    limits = {type(limit).__name__: limit for limit in field.metadata}
    if "Ge" in limits and "Le" in limits:
        return f"{limits['Ge'].ge} to {limits['Le'].le}"
    return words[kind]


def _in_a_file(name: str) -> str:
    return " or in a file" if name in FROM_FILES else ""


def settings_table() -> str:
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_kind(field)}{_in_a_file(name)} "
        f"| {f'`{_default(field)}`' if _default(field) else '–'} "
        f"| {field.description} |\n"
        for name, field in Environment.model_fields.items()
    ]
    return TABLE_HEAD + "".join(rows)


def example() -> str:
    return EXAMPLE_HEAD + "".join(
        f"\n# {field.description}\n#{PREFIX}{name.upper()}={_default(field)}\n"
        + (f"#{file_variable(name)}=\n" if name in FROM_FILES else "")
        for name, field in Environment.model_fields.items()
    )


def main() -> int:
    made = {ROOT / "docs/operate/settings.md": settings_table(), ROOT / ".env.example": example()}
    if "--check" not in sys.argv:
        for file, content in made.items():
            file.write_text(content, encoding="utf-8")
        return 0
    late = [file for file, content in made.items() if not file.exists() or file.read_text("utf-8") != content]
    for file in late:
        print(
            f"{file.relative_to(ROOT)} is not up to date: run python scripts/build_docs.py", file=sys.stderr
        )
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
