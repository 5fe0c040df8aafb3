"""Batches of goods that leave the inventory, what is in them, and the papers joined to them."""

from fanal.disposals.models.disposal import Disposal, DisposalDocument
from fanal.disposals.models.item import DisposalItem

__all__ = ["Disposal", "DisposalDocument", "DisposalItem"]
