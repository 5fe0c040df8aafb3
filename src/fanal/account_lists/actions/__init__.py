"""What compares the accounts of a service with the school, and settles what differs."""
