"""The door of every page in one question to the database: is this user a member, and open the scope."""

from django.db import migrations

# SECURITY INVOKER: it sees what the caller may see. The scope is opened only for a valid membership.
ENTER = """
CREATE FUNCTION enter_school(whose bigint, wanted text, today date,
    OUT school bigint, OUT person bigint, OUT held text[]) LANGUAGE plpgsql AS $$
BEGIN
  SELECT id INTO school FROM accounts_school WHERE uai = wanted;
  IF school IS NULL THEN RETURN; END IF;
  PERFORM set_config('fanal.user', whose::text, true);
  SELECT min(m.person_id), array_agg(DISTINCT role) INTO person, held
    FROM accounts_membership m, unnest(m.roles) AS role
   WHERE m.school_id = school AND m.user_id = whose
     AND m.valid_from <= today AND (m.valid_until IS NULL OR m.valid_until >= today);
  IF person IS NOT NULL THEN PERFORM set_config('fanal.schools', school::text, true); END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_and_schools")]
    operations = [migrations.RunSQL(ENTER, "DROP FUNCTION enter_school(bigint, text, date)")]
