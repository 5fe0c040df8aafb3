"""What changes the list of services."""
