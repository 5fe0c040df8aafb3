"""Machines that report themselves: receiving their reports, and what people decide about them."""
