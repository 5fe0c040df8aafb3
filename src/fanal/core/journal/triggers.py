"""What the database itself holds around the journal, by name. The SQL is in the migrations alone."""

VERB = "core.values_erased"  # the entry that only the journal's own functions add

# The functions that belong to `fanal_journal`: `fanal check` looks for each of them.
OWNED = (
    "journal_lock(bigint, text)",
    "journal_erase(bigint, text, bigint[], text, text)",
    "journal_purge(bigint, bigint, bigint, text, timestamptz, bytea)",
    "journal_in_scope(bigint)",
    "journal_note_erased(bigint, text, bigint[], text, text)",
    "journal_link()",
    "journal_end()",
    "journal_guard()",
    "frozen_open(bigint, text, text)",  # the door of what is frozen: its openings are dated by the database
    "frozen_note(bigint, text, text[])",  # and what went through it is noted
)
