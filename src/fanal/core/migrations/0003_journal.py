"""Only the journal's own functions write its head, its stubs, its erasures and its purges.

Whoever serves (`fanal_app`) may add an entry and read; nothing else. The functions belong to `fanal_journal`,
which cannot sign in, they run with its rights, and each checks that its school is in the scope. `pg_temp` comes
last in their path and every name is qualified, so that no temporary table can stand in the way of a real one.

An UPDATE of the head for each row is quadratic: it moves once, at the end of the statement. An erasure says who
asked for it and why, and the database's own clock dates it: whoever serves could date it at will (ADR 0051).
"""

from django.db import migrations

ROLE, VERB = "fanal_journal", "core.values_erased"

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

IN_SCOPE = """
CREATE FUNCTION public.journal_in_scope(whose bigint) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT coalesce(whose = ANY (string_to_array(current_setting('fanal.schools', true), ',')::bigint[]), false)
  THEN
    RAISE EXCEPTION 'the journal of a school is written inside its scope (row-level security)'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
"""

LINK = f"""
CREATE FUNCTION public.journal_lock(whose bigint, which text, OUT seq bigint, OUT hash bytea) {DEFINER} AS $$
BEGIN
  PERFORM public.journal_in_scope(whose);
  IF which NOT IN ('history', 'security') THEN RAISE EXCEPTION 'the journal has no such chain'; END IF;
  SELECT h.seq, h.hash INTO seq, hash FROM public.core_journalhead h
   WHERE h.school_id = whose AND h.chain = which FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO public.core_journalhead (school_id, chain, seq, hash) VALUES (whose, which, 0, '')
      ON CONFLICT DO NOTHING;
    SELECT h.seq, h.hash INTO STRICT seq, hash FROM public.core_journalhead h
     WHERE h.school_id = whose AND h.chain = which FOR UPDATE;
  END IF;
END $$;

CREATE FUNCTION public.journal_link() RETURNS trigger {DEFINER} AS $$
DECLARE
  last record;
  further record;
BEGIN
  SELECT * INTO last FROM public.journal_lock(NEW.school_id, NEW.chain);
  -- Rows that this same statement has just added are beyond the head, which moves at its end.
  SELECT e.seq, e.hash INTO further FROM public.core_journalentry e
   WHERE e.school_id = NEW.school_id AND e.chain = NEW.chain AND e.seq > last.seq
   ORDER BY e.seq DESC LIMIT 1;
  IF FOUND THEN last := further; END IF;
  IF NEW.salt IS NULL OR NEW.payload IS NULL
     OR NEW.commitment IS DISTINCT FROM sha256(NEW.salt || convert_to(NEW.payload, 'UTF8')) THEN
    RAISE EXCEPTION 'an entry of the journal commits itself to its values';
  END IF;
  IF NEW.at NOT BETWEEN '1970-01-01Z' AND '9998-12-31Z'
     OR position('|' in NEW.verb || NEW.subject || NEW.author) > 0 THEN
    RAISE EXCEPTION 'an entry of the journal has a readable date and plain words';
  END IF;
  NEW.seq := last.seq + 1;
  NEW.previous := last.hash;
  NEW.hash := sha256(NEW.previous || convert_to(concat_ws('|', NEW.school_id, NEW.chain, NEW.seq,
    (extract(epoch FROM NEW.at) * 1000000)::bigint, NEW.verb, NEW.subject, NEW.author, ''), 'UTF8')
    || NEW.commitment);
  RETURN NEW;
END $$;

CREATE FUNCTION public.journal_end() RETURNS trigger {DEFINER} AS $$
BEGIN
  UPDATE public.core_journalhead h SET seq = last.seq, hash = last.hash
    FROM (SELECT DISTINCT ON (school_id, chain) school_id, chain, seq, hash FROM added
           ORDER BY school_id, chain, seq DESC) last
   WHERE h.school_id = last.school_id AND h.chain = last.chain AND h.seq < last.seq;
  RETURN NULL;
END $$;

CREATE TRIGGER journal_link BEFORE INSERT ON public.core_journalentry
  FOR EACH ROW EXECUTE FUNCTION public.journal_link();
CREATE TRIGGER journal_end AFTER INSERT ON public.core_journalentry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.journal_end();
"""

GUARD = f"""
CREATE FUNCTION public.journal_guard() RETURNS trigger {DEFINER} AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.salt IS NULL AND NEW.payload IS NULL AND OLD.verb <> '{VERB}'
       AND (to_jsonb(NEW) - 'salt' - 'payload') = (to_jsonb(OLD) - 'salt' - 'payload') THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is not rewritten: only its values can be erased';
  ELSIF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM public.core_journalstub s WHERE s.school_id = OLD.school_id
               AND s.chain = OLD.chain AND OLD.seq BETWEEN s.first_seq AND s.last_seq) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is purged only behind a signed stub';
  END IF;
  IF TG_OP = 'INSERT' THEN
    RAISE EXCEPTION 'the journal alone says what was erased from it';
  END IF;
  RAISE EXCEPTION 'the journal is never emptied';
END $$;

CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON public.core_journalentry
  FOR EACH ROW EXECUTE FUNCTION public.journal_guard();
CREATE TRIGGER journal_never_emptied BEFORE TRUNCATE ON public.core_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION public.journal_guard();
CREATE TRIGGER journal_alone BEFORE INSERT ON public.core_journalentry FOR EACH ROW
  WHEN (NEW.verb = '{VERB}' AND current_user <> '{ROLE}') EXECUTE FUNCTION public.journal_guard();
"""

ERASE = f"""
CREATE FUNCTION public.journal_note_erased(whose bigint, which text, seqs bigint[], who text, why text)
RETURNS void {DEFINER} AS $$
DECLARE
  salt bytea := uuid_send(gen_random_uuid());
  payload text;
BEGIN
  SELECT '{{"seqs":[' || string_agg('[' || first || ',' || last || ']', ',' ORDER BY first) || '],"why":'
         || to_json(why)::text || '}}'
    INTO payload
    FROM (SELECT min(seq) AS first, max(seq) AS last
            FROM (SELECT seq, seq - row_number() OVER (ORDER BY seq) AS run FROM unnest(seqs) AS seq) one
           GROUP BY run) runs;
  INSERT INTO public.core_journalentry
    (school_id, chain, seq, at, verb, subject, author, salt, payload, commitment, previous, hash)
  VALUES (whose, which, 0, clock_timestamp(), '{VERB}', 'accounts.school:' || whose, who, salt, payload,
          sha256(salt || convert_to(payload, 'UTF8')), '', '');
END $$;

CREATE FUNCTION public.journal_erase(whose bigint, which text, seqs bigint[], who text, why text)
RETURNS bigint {DEFINER} AS $$
DECLARE
  erased bigint[];
BEGIN
  PERFORM public.journal_in_scope(whose);
  IF who IS NULL OR why IS NULL THEN RAISE EXCEPTION 'an erasure says who asked for it, and why'; END IF;
  WITH gone AS (
    UPDATE public.core_journalentry e SET salt = NULL, payload = NULL
     WHERE e.school_id = whose AND e.chain = which AND e.seq = ANY (seqs) AND e.payload IS NOT NULL
       AND e.verb <> '{VERB}' RETURNING e.seq)
  SELECT array_agg(seq) INTO erased FROM gone;
  IF erased IS NOT NULL THEN PERFORM public.journal_note_erased(whose, which, erased, who, why); END IF;
  RETURN coalesce(cardinality(erased), 0);
END $$;
"""

PURGE = f"""
CREATE FUNCTION public.journal_purge(whose bigint, first bigint, last bigint, why text, moment timestamptz,
                                     signed bytea) RETURNS void {DEFINER} AS $$
DECLARE
  start bytea;
  finish bytea;
BEGIN
  PERFORM public.journal_lock(whose, 'security');
  IF first IS DISTINCT FROM (SELECT min(seq) FROM public.core_journalentry
                              WHERE school_id = whose AND chain = 'security') THEN
    RAISE EXCEPTION 'the journal is purged from its oldest entry';
  END IF;
  SELECT previous INTO STRICT start FROM public.core_journalentry
   WHERE school_id = whose AND chain = 'security' AND seq = first;
  SELECT hash INTO STRICT finish FROM public.core_journalentry
   WHERE school_id = whose AND chain = 'security' AND seq = last;
  INSERT INTO public.core_journalstub
    (school_id, chain, first_seq, last_seq, first_previous, last_hash, reason, at, signature)
  VALUES (whose, 'security', first, last, start, finish, why, moment, signed);
  DELETE FROM public.core_journalentry
   WHERE school_id = whose AND chain = 'security' AND seq BETWEEN first AND last;
END $$;
"""

CALLED = (
    "journal_lock(bigint, text)",
    "journal_erase(bigint, text, bigint[], text, text)",
    "journal_purge(bigint, bigint, bigint, text, timestamptz, bytea)",
)
OWNED = (
    *CALLED,
    "journal_in_scope(bigint)",
    "journal_note_erased(bigint, text, bigint[], text, text)",
    "journal_link()",
    "journal_end()",
    "journal_guard()",
)

# `CREATE` on the schema for the time of the change alone: without it nothing can be owned there.
RIGHTS = f"""
GRANT USAGE, CREATE ON SCHEMA public TO {ROLE};
{"".join(f"ALTER FUNCTION public.{name} OWNER TO {ROLE}; " for name in OWNED)}
REVOKE CREATE ON SCHEMA public FROM {ROLE};
{"".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC, fanal_app; " for name in OWNED)}
{"".join(f"GRANT EXECUTE ON FUNCTION public.{name} TO fanal_app; " for name in CALLED)}
REVOKE ALL ON public.core_journalentry, public.core_journalhead, public.core_journalstub FROM fanal_app;
GRANT SELECT ON public.core_journalentry, public.core_journalhead, public.core_journalstub TO fanal_app;
GRANT INSERT ON public.core_journalentry TO fanal_app;
GRANT SELECT, INSERT, DELETE, UPDATE (salt, payload) ON public.core_journalentry TO {ROLE};
GRANT SELECT, INSERT, UPDATE ON public.core_journalhead TO {ROLE};
GRANT SELECT, INSERT ON public.core_journalstub TO {ROLE};
"""

BEHIND_A_ROLE = IN_SCOPE + LINK + GUARD + ERASE + PURGE + RIGHTS


class Migration(migrations.Migration):
    dependencies = [("core", "0002_kernel")]
    operations = [migrations.RunSQL(BEHIND_A_ROLE)]
