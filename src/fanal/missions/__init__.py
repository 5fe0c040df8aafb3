"""The mission of the référent: its year, its needs, its sharing, its allowance, its proof, its hand-over."""
