"""The key that signs sessions and links: from the environment, a file, or the data directory."""

from pathlib import Path

from fanal.config.environment import Environment
from fanal.core.secrets import stored_secret


def signing_key(env: Environment, home: Path) -> str:
    """The key that signs sessions and links: given, read from a file, or made once in the home."""
    if given := env.secret_key.get_secret_value():
        return given
    if env.secret_key_file is not None:
        return env.secret_key_file.read_text(encoding="utf-8").strip()
    return stored_secret(home, "signing_key")
