"""The acts by which the head designates who administers a service, or Fanal, and their signature."""
