"""What a référent did, day by day: gathered by itself, corrected by its person, shown to whom they choose."""
