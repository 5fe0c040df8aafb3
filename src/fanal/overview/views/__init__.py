"""The pages of authorities and académies, and what a school lets them read."""
