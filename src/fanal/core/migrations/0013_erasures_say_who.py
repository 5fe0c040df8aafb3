"""An erasure says who asked for it and why, and the database's own clock dates it.

Whoever serves could date it at will, so that it seemed older than what it had erased.
"""

from django.db import migrations

ROLE, VERB = "fanal_journal", "core.values_erased"
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

REMOVED = """
DROP FUNCTION public.journal_erase(bigint, text, bigint[], timestamptz);
DROP FUNCTION public.journal_note_erased(bigint, text, bigint[], timestamptz);
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

CALLED = "journal_erase(bigint, text, bigint[], text, text)"
OWNED = (CALLED, "journal_note_erased(bigint, text, bigint[], text, text)")

RIGHTS = f"""
GRANT CREATE ON SCHEMA public TO {ROLE};
{"".join(f"ALTER FUNCTION public.{name} OWNER TO {ROLE}; " for name in OWNED)}
REVOKE CREATE ON SCHEMA public FROM {ROLE};
{"".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC, fanal_app; " for name in OWNED)}
GRANT EXECUTE ON FUNCTION public.{CALLED} TO fanal_app;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0012_journal_behind_a_role")]
    operations = [migrations.RunSQL(REMOVED + ERASE + RIGHTS)]
