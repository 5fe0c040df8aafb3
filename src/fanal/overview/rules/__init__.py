"""What may be asked of the pages above several schools, and what may be told there."""
