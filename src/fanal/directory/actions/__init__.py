"""What changes the directory: an import of people and classes, and the decisions it asks for."""
