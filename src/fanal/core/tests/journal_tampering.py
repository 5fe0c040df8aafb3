"""What somebody may try against the journal, drawn at random: lists of SQL statements.

`AsServer` speaks as `fanal_app`, whose password or injection an attacker has; `AsOwner` as `fanal_owner`.
"""

import random

# What changes nothing but what this session sees.
OF_THE_SESSION = ("SET ", "CREATE TEMPORARY ", "INSERT INTO pg_temp.")
MOMENT = "timestamptz '2026-11-27 10:00+01'"  # any will do: who tampers chooses it
ENTRY, HEAD, STUB = "public.core_journalentry", "public.core_journalhead", "public.core_journalstub"
COLUMNS = "school_id, chain, seq, at, verb, subject, author, salt, payload, commitment, previous, hash"
TEXTS, BYTES = ("verb", "subject", "author", "payload"), ("salt", "commitment", "previous", "hash")
HASHED = (
    "sha256(previous || convert_to(concat_ws('|', school_id, chain, seq, "
    "(extract(epoch FROM at) * 1000000)::bigint, verb, subject, author, ''), 'UTF8') || commitment)"
)
RELINK = f"""
DO $$ DECLARE e record; last bytea; BEGIN
  SELECT hash INTO last FROM {ENTRY} WHERE chain = 'history' AND seq < %(first)s ORDER BY seq DESC LIMIT 1;
  FOR e IN SELECT id FROM {ENTRY} WHERE chain = 'history' AND seq >= %(first)s ORDER BY seq LOOP
    UPDATE {ENTRY} SET previous = coalesce(last, '') WHERE id = e.id;
    UPDATE {ENTRY} SET hash = {HASHED} WHERE id = e.id RETURNING hash INTO last;
  END LOOP;
  UPDATE {HEAD} h SET seq = final.seq, hash = final.hash
    FROM (SELECT seq, hash FROM {ENTRY} WHERE chain = 'history' ORDER BY seq DESC LIMIT 1) final
   WHERE h.chain = 'history';
END $$
"""


class AsServer:
    """A deed, after at most two preparations."""

    def __init__(self, chance: random.Random, school: int, entries: int) -> None:
        self.chance, self.school, self.entries = chance, school, entries

    def once(self) -> list[str]:
        prepared = [
            self.chance.choice(self._preparations())() for _ in range(self.chance.choice([0, 0, 0, 1, 2]))
        ]
        return [*(statement for some in prepared for statement in some), self.chance.choice(self._deeds())()]

    def _seq(self) -> int:
        return self.chance.randint(0, self.entries + 2)

    def _table(self) -> str:
        return self.chance.choice([ENTRY, HEAD, STUB])

    def _noise(self) -> str:
        return f"decode('{self.chance.randbytes(8).hex()}', 'hex')"

    def _stub(self, table: str) -> str:
        first, last = sorted((self._seq(), self._seq()))
        return (
            f"INSERT INTO {table} (school_id, chain, first_seq, last_seq, first_previous, last_hash, reason, "
            f"at, signature) VALUES ({self.school}, '{self._chain()}', {first}, {last}, '', {self._noise()}, "
            f"'', {MOMENT}, {self._noise()})"
        )

    def _chain(self) -> str:
        return self.chance.choice(["history", "history", "security"])

    def _preparations(self) -> list:
        return [self._shadow, self._shadow, self._path, self._pretend, self._setting, self._change]

    def _shadow(self) -> list[str]:
        """A temporary table that takes the name of the real one."""
        table = self.chance.choice([ENTRY, HEAD, STUB])
        name = table.removeprefix("public.")
        filled = f"INSERT INTO pg_temp.{name} SELECT * FROM {table}"
        covers = self._stub(f"pg_temp.{name}") if table == STUB else filled
        return [f"CREATE TEMPORARY TABLE {name} (LIKE {table})", covers]

    def _path(self) -> list[str]:
        path = self.chance.choice(["pg_temp, public", "pg_temp", "public, pg_catalog", "pg_catalog"])
        return [f"SET LOCAL search_path = {path}"]

    def _pretend(self) -> list[str]:
        role = self.chance.choice(["fanal_journal", "fanal_owner", "postgres", "fanal_app"])
        return [self.chance.choice([f"SET LOCAL ROLE {role}", f"SET SESSION AUTHORIZATION {role}"])]

    def _setting(self) -> list[str]:
        name, value = self.chance.choice(
            [
                ("session_replication_role", "'replica'"),
                ("row_security", "off"),
                ("fanal.schools", "''"),
                ("fanal.schools", "'1,2,3'"),
                ("fanal.schools", "'x'"),
                ("fanal.user", "'1'"),
                ("fanal.journal_at", f"'{self.school}:history|{self._seq()}|00'"),
            ]
        )
        return [f"SET LOCAL {name} = {value}"]

    def _change(self) -> list[str]:
        table = self._table()
        return [
            self.chance.choice(
                [
                    f"ALTER TABLE {table} DISABLE TRIGGER {self.chance.choice(['USER', 'ALL'])}",
                    f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                    f"ALTER TABLE {table} DROP CONSTRAINT journal_seq_once",
                    f"ALTER TABLE {table} ADD COLUMN more int",
                    f"DROP TABLE {table} CASCADE",
                    f"DROP TRIGGER journal_guard ON {table}",
                    f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION public.journal_end()",
                    f"CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
                    f"CREATE POLICY mine ON {table} USING (true)",
                    f"GRANT ALL ON {table} TO fanal_app",
                    "GRANT fanal_journal TO fanal_app",
                    "ALTER FUNCTION public.journal_guard() SECURITY INVOKER",
                    "DROP FUNCTION public.journal_link() CASCADE",
                    "CREATE OR REPLACE FUNCTION public.journal_guard() RETURNS trigger LANGUAGE sql AS ''",
                    "CREATE SCHEMA mine",
                    "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql RETURN ''::bytea",
                ]
            )
        ]

    def _deeds(self) -> list:
        return [
            self._update,
            self._update,
            self._delete,
            self._delete,
            self._insert,
            self._insert,
            self._head,
            self._stub_deed,
            self._truncate,
            self._copy,
            self._merge,
            self._purge,
            self._erase,
            self._block,
            self._said,
        ]

    def _update(self) -> str:
        column = self.chance.choice([*TEXTS, *BYTES, "at", "seq", "chain", "school_id"])
        value = {"at": MOMENT, "seq": str(self._seq()), "chain": "'security'", "school_id": "1"}.get(column)
        value = value or ("'x'" if column in TEXTS else self.chance.choice([self._noise(), "NULL"]))
        table = self.chance.choice([ENTRY, "core_journalentry"])
        return f"UPDATE {table} SET {column} = {value} WHERE seq = {self._seq()}"

    def _delete(self) -> str:
        table = self.chance.choice([ENTRY, HEAD, STUB, "core_journalentry", "core_journalhead"])
        return f"DELETE FROM {table}" + self.chance.choice(["", f" WHERE school_id = {self.school}"])

    def _insert(self) -> str:
        chain = self.chance.choice(["history", "security", "other"])
        salt, payload = self._noise(), self.chance.choice(["{}", '{"seqs":[[1,12]]}', "x"])
        kept = self.chance.choice([f"sha256({salt} || convert_to('{payload}', 'UTF8'))", self._noise()])
        at = self.chance.choice([MOMENT, "'infinity'", "'12000-01-01'", "'2020-02-29'"])
        verb = self.chance.choice(["test.noted", "test|noted", "core.values_erased"])
        clause = self.chance.choice(
            [
                "",
                " ON CONFLICT DO NOTHING",
                " ON CONFLICT (id) DO UPDATE SET verb = 'x'",
                f" RETURNING set_config('fanal.journal_at', '{self.school}:history|1|00', true)",
            ]
        )
        return (
            f"INSERT INTO {ENTRY} ({COLUMNS}) SELECT {self.school}, '{chain}', {self._seq()}, {at}, "
            f"'{verb}', 'a.b:1', 'person:1', {salt}, '{payload}', {kept}, {self._noise()}, {self._noise()} "
            f"FROM generate_series(1, {self.chance.randint(1, 3)}){clause}"
        )

    def _head(self) -> str:
        return self.chance.choice(
            [
                f"UPDATE {HEAD} SET seq = {self._seq()}",
                f"UPDATE {HEAD} h SET seq = e.seq, hash = e.hash FROM {ENTRY} e WHERE e.seq = {self._seq()}",
                f"INSERT INTO {HEAD} (school_id, chain, seq, hash) VALUES ({self.school}, 'other', 1, '')",
                f"SELECT 1 FROM {HEAD} FOR UPDATE",
            ]
        )

    def _stub_deed(self) -> str:
        return self.chance.choice([self._stub(STUB), f"UPDATE {STUB} SET last_seq = {self._seq()}"])

    def _truncate(self) -> str:
        return f"TRUNCATE {self._table()}{self.chance.choice(['', ' CASCADE'])}"

    def _copy(self) -> str:
        return f"COPY {self._table()} FROM STDIN"

    def _merge(self) -> str:
        then = self.chance.choice(["DELETE", "UPDATE SET verb = 'x'"])
        return f"MERGE INTO {ENTRY} e USING {HEAD} h ON e.seq = {self._seq()} WHEN MATCHED THEN {then}"

    def _purge(self) -> str:
        first, last = self.chance.choice([1, self._seq()]), self._seq()
        return f"SELECT public.journal_purge({self.school}, {first}, {last}, 'x', {MOMENT}, {self._noise()})"

    def _erase(self) -> str:
        chain, seqs = self._chain(), f"ARRAY[{self._seq()}, {self._seq()}]::bigint[]"
        return self.chance.choice(
            [
                f"SELECT public.journal_erase({self.school}, '{chain}', {seqs}, 'person:1', 'x')",
                f"SELECT public.journal_note_erased({self.school}, '{chain}', {seqs}, 'person:1', 'x')",
                f"SELECT public.journal_erase({self.school + 1}, '{chain}', {seqs}, 'person:1', 'x')",
            ]
        )

    def _block(self) -> str:
        deed = self.chance.choice([self._update, self._delete, self._head, self._truncate])()
        return f"DO $$ BEGIN {deed.replace('SELECT 1', 'PERFORM 1')}; END $$"

    def _said(self) -> str:
        """An insertion that erases, or writes once more, in its own middle."""
        seqs = f"ARRAY[{self._seq()}]::bigint[]"
        return (
            f"INSERT INTO {ENTRY} ({COLUMNS}) SELECT {self.school}, 'history', 0, {MOMENT}, 'test.noted', "
            "'a.b:1', 'person:1', '', 'x', sha256('x'), '', '' FROM generate_series(1, 2) RETURNING "
            f"public.journal_erase({self.school}, 'history', {seqs}, 'person:1', 'x')"
        )


class AsOwner:
    """Triggers off, rows rewritten; carelessly, or with every link that follows and the head made anew."""

    def __init__(self, chance: random.Random, entries: int) -> None:
        self.chance, self.entries = chance, entries

    def once(self) -> list[str]:
        first = self.chance.randint(1, self.entries)
        change = self.chance.choice(
            [self._edit, self._edit, self._values, self._delete, self._swap, self._add]
        )
        careful = [RELINK.replace("%(first)s", str(first))] if self.chance.random() < 0.3 else []
        spoil = (
            self.chance.choice([self._head, self._stub, self._erase]) if self.chance.random() < 0.2 else None
        )
        return [*(spoil() if spoil else change(first)), *careful]

    def _noise(self) -> str:
        return f"decode('{self.chance.randbytes(8).hex()}', 'hex')"

    def _edit(self, seq: int) -> list[str]:
        column = self.chance.choice([*TEXTS, *BYTES, "at"])
        value = {"at": f"at - interval '{self.chance.randint(1, 9)} days'"}.get(column)
        value = value or (f"'{self.chance.random()}'" if column in TEXTS else self._noise())
        return [f"UPDATE {ENTRY} SET {column} = {value} WHERE chain = 'history' AND seq = {seq}"]

    def _values(self, seq: int) -> list[str]:
        """A careful edit: values, commitment and hash of the entry agree."""
        salt, payload = self._noise(), f"{self.chance.random()}"
        where = f"WHERE chain = 'history' AND seq = {seq}"
        return [
            f"UPDATE {ENTRY} SET salt = {salt}, payload = '{payload}', "
            f"commitment = sha256({salt} || convert_to('{payload}', 'UTF8')) {where}",
            f"UPDATE {ENTRY} SET hash = {HASHED} {where}",
        ]

    def _delete(self, first: int) -> list[str]:
        last = self.chance.choice([first, self.chance.randint(first, self.entries), self.entries])
        return [f"DELETE FROM {ENTRY} WHERE chain = 'history' AND seq BETWEEN {first} AND {last}"]

    def _swap(self, first: int) -> list[str]:
        other = self.chance.choice([seq for seq in range(1, self.entries + 1) if seq != first])
        where = "WHERE chain = 'history' AND seq ="
        return [
            f"UPDATE {ENTRY} SET seq = {new} {where} {old}"
            for old, new in ((first, -1), (other, first), (-1, other))
        ]

    def _add(self, seq: int) -> list[str]:
        where = self.chance.choice([0, self.entries + 1, self.entries + 5])
        return [
            f"INSERT INTO {ENTRY} ({COLUMNS}) SELECT school_id, chain, {where}, at, verb, subject, author, "
            f"salt, payload, commitment, hash, hash FROM {ENTRY} WHERE chain = 'history' AND seq = {seq}"
        ]

    def _head(self) -> list[str]:
        return [f"UPDATE {HEAD} SET seq = seq - {self.chance.randint(1, 3)} WHERE chain = 'history'"]

    def _stub(self) -> list[str]:
        last = self.chance.randint(1, self.entries)
        return [
            f"INSERT INTO {STUB} (school_id, chain, first_seq, last_seq, first_previous, last_hash, reason, "
            f"at, signature) SELECT school_id, chain, 1, seq, '', hash, '', at, {self._noise()} FROM {ENTRY} "
            f"WHERE chain = 'history' AND seq = {last}",
            f"DELETE FROM {ENTRY} WHERE chain = 'history' AND seq <= {last}",
        ]

    def _erase(self) -> list[str]:
        seq = self.chance.randint(1, self.entries)
        return [f"UPDATE {ENTRY} SET salt = NULL, payload = NULL WHERE chain = 'history' AND seq = {seq}"]
