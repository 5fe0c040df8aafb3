"""A table of equipment: read, matched with the records, shown, applied, undone."""
