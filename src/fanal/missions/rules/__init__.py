"""When a task of the year is due, what may be done with it, and what a new school is proposed."""
