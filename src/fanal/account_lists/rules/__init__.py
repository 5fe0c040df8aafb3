"""What an account list says, in the words services use. Pure."""
