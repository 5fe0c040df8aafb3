"""The real settings, on the bench's own data directory."""

from fanal.config.settings import *  # noqa: F403
