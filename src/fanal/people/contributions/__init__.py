"""What colleagues offer to the rest of Fanal."""
