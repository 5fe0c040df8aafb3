"""A practice sheet, and whether it helped."""

from fanal.practice_sheets.models.practice_sheet import PracticeSheet, SheetOpinion

__all__ = ["PracticeSheet", "SheetOpinion"]
