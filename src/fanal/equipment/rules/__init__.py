"""What is true of a piece of equipment, whoever asks: pure functions, no database, no clock."""
