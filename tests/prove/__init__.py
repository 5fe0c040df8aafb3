"""Proofs that need programs or minutes which `make test` has not: `make prove` runs them by name."""
