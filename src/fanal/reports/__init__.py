"""The report for the board: composed of what rooms know, frozen with its figures and the rows behind."""
