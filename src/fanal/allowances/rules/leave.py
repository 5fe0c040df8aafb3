"""What becomes of the allowance of somebody on leave (R17)? The rectorate says it; no formula was read."""

LEAVE = "En cas de congé, ce que devient l’indemnité est à voir avec le rectorat."
