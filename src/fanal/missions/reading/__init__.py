"""Reading the year: its tasks on a page, the next ones of somebody, their calendar."""
