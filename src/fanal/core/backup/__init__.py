"""One file that holds a whole installation, and the way back from it.

A backup brings rows and files, never code: the tables of a restore are made by our own migrations, and the
rows alone are read from the archive: one that brought code would be a break-in (`docs/domain/security.md`,
« Backups »).
"""

from fanal.core.backup.archive import BackupArchive, examine
from fanal.core.backup.making import make_backup
from fanal.core.backup.restoring import Steps, clean_leftovers, restore
from fanal.core.backup.sealing import unseal
from fanal.core.backup.server import DatabaseServer

__all__ = [
    "BackupArchive",
    "DatabaseServer",
    "Steps",
    "clean_leftovers",
    "examine",
    "make_backup",
    "restore",
    "unseal",
]
