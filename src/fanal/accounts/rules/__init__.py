"""Facts of the calendar, of the school and of sign-in that need no database."""
