"""Reading across schools, in the scope of a partner."""
