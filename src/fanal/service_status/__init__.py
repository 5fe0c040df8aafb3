"""Does a service work? What somebody declared, what a check saw, what is planned."""
