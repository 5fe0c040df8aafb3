"""From somebody's table to rows of a school: read, plan, apply, and say what each line did.

`deposit` keeps the lines of a table; an app plans what each would do (`write_plan`); nothing else is written
before it applies. `columns` recognises headers. The original file is not kept, only its SHA-256.
"""
