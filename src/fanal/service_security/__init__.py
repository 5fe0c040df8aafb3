"""The rights of administration reviewed each year, and the habits of security of each service."""
