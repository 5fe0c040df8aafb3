"""Comparisons of account lists with the directory, and the differences that are still to be settled."""

from fanal.account_lists.models.comparison import Comparison
from fanal.account_lists.models.expected_admin import ExpectedAdmin
from fanal.account_lists.models.finding import AccountOwner, Finding

__all__ = ["AccountOwner", "Comparison", "ExpectedAdmin", "Finding"]
