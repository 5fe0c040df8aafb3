"""A key that says nothing of when its row was made: the next number would tell in which order words came."""

import secrets
from functools import partial

drawn_key = partial(secrets.randbelow, 2**62)
