"""What a service is, and what its contract and its sheet ask. Pure."""
