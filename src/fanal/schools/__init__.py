"""The schools of this installation: opened, described, their calendar, their journal, what they may show."""
