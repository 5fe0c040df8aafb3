from importlib import import_module

from django.db import migrations

# What a guard is told (`core.frozen.declaration`): columns (`name`, `name?` written once, `name=word` what stands in
# it once emptied), `^link table link table day` (frozen once the row above bears that day), `!way` (a function that
# says whether what the row said is kept elsewhere). The row above is held: nobody closes it meanwhile.
GUARD = """
CREATE OR REPLACE FUNCTION public.frozen_above(under jsonb, path text[]) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found text := under ->> path[1];
  step int := 2;
BEGIN
  WHILE found IS NOT NULL AND step < array_length(path, 1) LOOP
    EXECUTE format('SELECT %I::text FROM public.%I WHERE id = $1 FOR SHARE', path[step + 1], path[step])
      INTO found USING found::bigint;
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
  IF is_changed AND path IS NOT NULL THEN
    is_above := (TG_OP <> 'INSERT' AND public.frozen_above(was, path))
      OR (TG_OP <> 'DELETE' AND public.frozen_above(becomes, path));
    is_changed := is_above;
  END IF;
  IF is_changed AND is_emptied AND NOT EXISTS (
      SELECT 1 FROM public.core_frozenopening o
       WHERE o.school_id = (was ->> 'school_id')::bigint AND o.transaction = pg_current_xact_id()::text::bigint
         AND o."table" = TG_TABLE_NAME) THEN
    IF way IS NOT NULL AND TG_OP = 'UPDATE' THEN
      EXECUTE format('SELECT public.%I($1)', way) INTO is_kept USING was;
    END IF;
    is_emptied := coalesce(is_kept, false);
  END IF;
  IF is_changed AND NOT is_emptied THEN
    RAISE EXCEPTION 'what is frozen never changes (%)', TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
"""
FORMER = import_module("fanal.core.migrations.0006_frozen_openings").GUARD


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
    ]

    operations = [
        migrations.RunSQL(GUARD, [FORMER, "DROP FUNCTION public.frozen_above(jsonb, text[])"]),
    ]
