"""The door of every page in one question to the database: is this user a member, and open the scope.

The day is that of the school, not of the server; a school that has left this installation is found no more; a
right that an act gives lives while it is in force and its holder keeps the function it hangs on.
"""

from django.db import migrations

# SECURITY INVOKER: it sees what the caller may see. The scope is opened only for a valid membership.
ENTER = """
CREATE FUNCTION enter_school(whose bigint, wanted text, moment timestamptz,
    OUT school bigint, OUT person bigint, OUT held text[]) LANGUAGE plpgsql AS $$
DECLARE today date;
BEGIN
  SELECT id, (moment AT TIME ZONE timezone)::date INTO school, today FROM accounts_school WHERE uai = wanted
     AND (open_until IS NULL OR open_until >= (moment AT TIME ZONE timezone)::date);
  IF school IS NULL THEN RETURN; END IF;
  PERFORM set_config('fanal.user', whose::text, true);
  SELECT min(m.person_id), array_agg(DISTINCT role) INTO person, held
    FROM accounts_membership m, unnest(m.roles) AS role
   WHERE m.school_id = school AND m.user_id = whose
     AND m.valid_from <= today AND (m.valid_until IS NULL OR m.valid_until >= today);
  IF person IS NULL THEN RETURN; END IF;
  PERFORM set_config('fanal.schools', school::text, true);
  held := held || ARRAY(
    SELECT DISTINCT operation FROM accounts_accessgrant g, unnest(g.operations) AS operation
     WHERE g.school_id = school AND g.person_id = person
       AND g.valid_from <= today AND g.valid_until >= today AND NOT g.is_suspended
       AND (g.while_holding = '{}' OR g.while_holding::text[] && held));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_and_schools")]
    operations = [migrations.RunSQL(ENTER, "DROP FUNCTION enter_school(bigint, text, timestamptz)")]
