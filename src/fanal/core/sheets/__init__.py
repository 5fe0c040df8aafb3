"""Tables from outside, read safely, and tables for outside, written safely.

`read_table` for CSV, TSV, pasted text, XLSX and ODS; `write.write_csv`, `write.write_xlsx`.
"""

from .limits import LIMITS, Limits
from .read import read_table
from .table import Table, UnreadableSheet

__all__ = ["LIMITS", "Limits", "Table", "UnreadableSheet", "read_table"]
