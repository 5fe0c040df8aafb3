"""The forms of equipment, places and types: they narrow to the school and phrase errors; the rules decide."""
