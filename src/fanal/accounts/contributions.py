"""What people and sign-ins offer to the rest of Fanal."""

from fanal.accounts import retention  # noqa: F401 (what it offers)
