"""What machines say of themselves: reading their reports and answering them. Pure: no database."""
