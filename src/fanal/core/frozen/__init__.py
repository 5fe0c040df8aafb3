"""What is frozen, signed or approved never changes: one guard in the database, model by model (ADR 0071).

FROZEN = Frozen(("seal", "frozen"), when="approved_at IS NOT NULL")   # on the model
guard(Frozen(…), "commission_meeting")                                # in its migration
"""

from fanal.core.frozen.declaration import Frozen, guard
from fanal.core.frozen.doors import open_doors

__all__ = ["Frozen", "guard", "open_doors"]
