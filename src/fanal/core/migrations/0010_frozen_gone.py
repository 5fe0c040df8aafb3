from django.db import migrations

from fanal.core.frozen.declaration import GONE

# On each table that is guarded so far; a migration that guards another one calls `never_again`.
EVERYWHERE = f"""
DO $$
DECLARE
  guarded text;
BEGIN
  FOR guarded IN
    SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'frozen_guard'
  LOOP
    EXECUTE format('CREATE TRIGGER {GONE} BEFORE INSERT OR UPDATE ON public.%I '
      'FOR EACH ROW EXECUTE FUNCTION public.frozen_gone()', guarded);
  END LOOP;
END $$
"""
NOWHERE = f"""
DO $$
DECLARE
  guarded text;
BEGIN
  FOR guarded IN
    SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = '{GONE}'
  LOOP
    EXECUTE format('DROP TRIGGER {GONE} ON public.%I', guarded);
  END LOOP;
END $$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('allowances', '0004_frozen_guard'),
        ('campaigns', '0003_frozen_guard'),
        ('commission', '0002_frozen_guard'),
        ('designations', '0004_substitute_for_good'),
        ('disposals', '0005_closed_for_good'),
        ('loans', '0011_borrower_for_good'),
        ('mission_letters', '0002_frozen_guard'),
        ('privacy', '0007_evidence_for_good'),
        ('reports', '0007_frozen_for_good'),
        ('service_security', '0004_closed_by'),
        ('steering', '0005_years_of_a_text'),
        ('surveys', '0004_outside_option'),
    ]

    operations = [migrations.RunSQL(EVERYWHERE, NOWHERE)]
