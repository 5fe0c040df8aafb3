"""What the database itself needs before any table: extensions, French sorting, French search."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# `unaccent()` alone is not IMMUTABLE; everything is schema-qualified because a restore has no search path.
SORT_KEY = """
CREATE FUNCTION public.sort_key(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1));
"""
FRENCH = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
  ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, french_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION public.sort_key(text)"),
        migrations.RunSQL(FRENCH, "DROP TEXT SEARCH CONFIGURATION public.fr"),
    ]
