"""The `fanal` command, one module a family of sentences."""
