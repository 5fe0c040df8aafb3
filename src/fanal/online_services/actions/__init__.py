"""Everything that changes the list of services, compares their accounts, and settles the differences."""
