"""What the pages of the services show."""
