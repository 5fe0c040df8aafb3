"""What the kernel keeps about people: mails, the lines of imports, sessions, keys of forms, finished jobs."""
