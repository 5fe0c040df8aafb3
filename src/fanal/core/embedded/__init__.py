"""The database that Fanal brings along when no `FANAL_DATABASE_URL` is given."""

from fanal.core.embedded.place import EmbeddedError
from fanal.core.embedded.server import Embedded

__all__ = ["Embedded", "EmbeddedError"]
