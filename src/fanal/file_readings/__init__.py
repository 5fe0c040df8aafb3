"""Files that are long to read: kept meanwhile, read after the answer, with their progress."""
