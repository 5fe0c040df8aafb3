"""What changed, who did it, and proof that nobody rewrote it since.

`with journal.change(thing, by=…, says="app.verb")` keeps the fields before and after, in the action's own
transaction, as its last write.
"""

from fanal.core.journal.verification import Broken, verify_school
from fanal.core.journal.writing import Author, change, created, erase, noted

__all__ = ["Author", "Broken", "change", "created", "erase", "noted", "verify_school"]
