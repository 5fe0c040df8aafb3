"""What an import of people may do, and when a human is asked first. Pure."""
