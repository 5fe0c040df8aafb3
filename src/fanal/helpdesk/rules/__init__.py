"""What is true of a request for help, whoever asks: pure functions, no database, no clock."""
