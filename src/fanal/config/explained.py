"""A problem that a sentence explains: whoever typed the command needs no traceback."""


class Explained(Exception):
    """What is wrong, why, and what to do, in French."""
