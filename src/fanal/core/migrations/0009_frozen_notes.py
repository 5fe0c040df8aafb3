from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

# What goes or is emptied through a door is noted with the opening: its number never comes again, and what was
# emptied is never written again (`frozen_gone`). An opening is of this transaction of this cluster: a number alone
# comes again after a restore. Where the row above is not found, nothing changes.
NOTES = """
ALTER TABLE public.core_frozenopening ALTER COLUMN gone SET DEFAULT '{}';

CREATE FUNCTION public.frozen_note(whose bigint, which text, noted text[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM public.journal_in_scope(whose);
  UPDATE public.core_frozenopening o SET gone = o.gone || noted::varchar[]
   WHERE o.id = (
     SELECT max(n.id) FROM public.core_frozenopening n
      WHERE n.school_id = whose AND n."table" = which AND n.transaction = pg_current_xact_id()::text::bigint
        AND n.opened_at >= transaction_timestamp());
  IF NOT FOUND THEN RAISE EXCEPTION 'what is frozen never changes (%)', which; END IF;
END $$;

CREATE FUNCTION public.frozen_gone() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
  becomes jsonb := to_jsonb(NEW);
  asked text[] := '{}';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT coalesce(array_agg(format('%s.%s', was ->> 'id', said.key)), '{}') INTO asked
      FROM jsonb_each(becomes) said
     WHERE was -> said.key IN ('null', '""', '{}', '[]', '0') AND said.value IS DISTINCT FROM was -> said.key;
  END IF;
  IF was IS NULL OR (was -> 'id', was -> 'school_id') IS DISTINCT FROM (becomes -> 'id', becomes -> 'school_id') THEN
    asked := asked || (becomes ->> 'id');
  END IF;
  IF asked <> '{}' AND EXISTS (
      SELECT 1 FROM public.core_frozenopening o
       WHERE o.school_id = (becomes ->> 'school_id')::bigint AND o."table" = TG_TABLE_NAME AND o.gone::text[] && asked) THEN
    RAISE EXCEPTION 'what is frozen never changes (%, it was erased)', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;

GRANT USAGE, CREATE ON SCHEMA public TO fanal_journal;
ALTER FUNCTION public.frozen_note(bigint, text, text[]) OWNER TO fanal_journal;
REVOKE CREATE ON SCHEMA public FROM fanal_journal;
REVOKE ALL ON FUNCTION public.frozen_note(bigint, text, text[]) FROM PUBLIC, fanal_app;
GRANT EXECUTE ON FUNCTION public.frozen_note(bigint, text, text[]) TO fanal_app;
GRANT UPDATE (gone) ON public.core_frozenopening TO fanal_journal;
"""
NO_NOTES = """
DROP FUNCTION public.frozen_gone();
DROP FUNCTION public.frozen_note(bigint, text, text[]);
"""
GUARD = """
CREATE OR REPLACE FUNCTION public.frozen_above(under jsonb, path text[]) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found text := under ->> path[1];
  is_there boolean;
  step int := 2;
BEGIN
  WHILE found IS NOT NULL AND step < array_length(path, 1) LOOP
    EXECUTE format('SELECT true, %I::text FROM public.%I WHERE id = $1 FOR SHARE', path[step + 1], path[step])
      INTO is_there, found USING found::bigint;
    IF is_there IS NOT TRUE THEN
      RAISE EXCEPTION 'what is frozen never changes (the row above, in %, is not found)', path[step];
    END IF;
    step := step + 2;
  END LOOP;
  RETURN found IS NOT NULL;
END $$;

CREATE OR REPLACE FUNCTION public.frozen_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  argument text;
  named text;
  path text[];
  way text;
  is_above boolean := false;
  is_kept boolean := false;
  is_changed boolean := TG_OP <> 'UPDATE';
  is_emptied boolean := TG_OP <> 'INSERT';
  noted text[] := '{}';
BEGIN
  FOREACH argument IN ARRAY TG_ARGV LOOP
    IF left(argument, 1) = '^' THEN
      path := string_to_array(substr(argument, 2), ' ');
    ELSIF left(argument, 1) = '!' THEN
      way := substr(argument, 2);
    ELSIF TG_OP = 'UPDATE' THEN
      named := split_part(argument, '=', 1);
      IF right(named, 1) = '?' THEN
        named := rtrim(named, '?');
        CONTINUE WHEN was -> named IN ('null', '""', '{}', '[]', '0');
      END IF;
      IF was -> named IS DISTINCT FROM becomes -> named THEN
        is_changed := true;
        noted := noted || format('%s.%s', was ->> 'id', named);
        is_emptied := is_emptied AND (
          becomes -> named IN ('null', '""', '{}', '[]')
          OR (position('=' IN argument) > 0 AND becomes ->> named = split_part(argument, '=', 2)));
      END IF;
    END IF;
  END LOOP;
  IF TG_OP = 'UPDATE' AND (was -> 'id', was -> 'school_id')
      IS DISTINCT FROM (becomes -> 'id', becomes -> 'school_id') THEN
    is_changed := true;
    is_emptied := false;
  END IF;
  -- What is read of other rows is read in the scope of this one, which the statement itself may have changed since.
  IF is_changed AND (path IS NOT NULL OR way IS NOT NULL) AND NOT coalesce(
      (coalesce(was, becomes) ->> 'school_id')::bigint
      = ANY (string_to_array(current_setting('fanal.schools', true), ',')::bigint[]), false) THEN
    RAISE EXCEPTION 'what is frozen never changes (%, outside the scope)', TG_TABLE_NAME;
  END IF;
  IF is_changed AND path IS NOT NULL THEN
    is_above := (TG_OP <> 'INSERT' AND public.frozen_above(was, path))
      OR (TG_OP <> 'DELETE' AND public.frozen_above(becomes, path));
    is_changed := is_above;
  END IF;
  IF is_changed AND is_emptied THEN
    IF EXISTS (
        SELECT 1 FROM public.core_frozenopening o
         WHERE o.school_id = (was ->> 'school_id')::bigint AND o.transaction = pg_current_xact_id()::text::bigint
           AND o.opened_at >= transaction_timestamp() AND o."table" = TG_TABLE_NAME) THEN
      IF TG_OP = 'DELETE' THEN noted := ARRAY[was ->> 'id']; END IF;
      PERFORM public.frozen_note((was ->> 'school_id')::bigint, TG_TABLE_NAME, noted);
    ELSE
      IF way IS NOT NULL AND TG_OP = 'UPDATE' THEN
        EXECUTE format('SELECT public.%I($1)', way) INTO is_kept USING was;
      END IF;
      is_emptied := coalesce(is_kept, false);
    END IF;
  END IF;
  IF is_changed AND NOT is_emptied THEN
    RAISE EXCEPTION 'what is frozen never changes (%)', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""
FORMER = import_module("fanal.core.migrations.0007_frozen_ways").GUARD


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_frozen_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='frozenopening',
            name='gone',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=90), default=list, size=None, verbose_name='ce qui est parti ou vidé'),
        ),
        migrations.RunSQL(NOTES, NO_NOTES),
        migrations.RunSQL(GUARD, FORMER),
    ]
