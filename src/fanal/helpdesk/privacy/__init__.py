"""What requests keep about people: what they asked and wrote, their time, how they want to be written to."""
