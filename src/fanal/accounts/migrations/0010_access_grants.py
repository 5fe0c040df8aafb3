"""What somebody may administer, beside their functions; the door of every page reads both in one question."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from django.utils import timezone

from fanal.core.rowsecurity import protect

# As before (0002), on the day it is in the school, not where the server is; and what an act in force adds.
# SECURITY INVOKER: it sees what the caller may see.
ENTER = """
DROP FUNCTION enter_school(bigint, text, date);
CREATE FUNCTION enter_school(whose bigint, wanted text, moment timestamptz,
    OUT school bigint, OUT person bigint, OUT held text[]) LANGUAGE plpgsql AS $$
DECLARE today date;
BEGIN
  SELECT id, (moment AT TIME ZONE timezone)::date INTO school, today FROM accounts_school WHERE uai = wanted;
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
       AND g.valid_from <= today AND g.valid_until >= today AND NOT g.is_suspended);
END $$;
"""
BEFORE = import_module("fanal.accounts.migrations.0002_enter_school").ENTER
LEAVE = f"DROP FUNCTION enter_school(bigint, text, timestamptz);{BEFORE}"
# Whoever is référent today waits thirty days for the act, as whoever becomes one (`rules/awaiting.py`): from
# the day of the migration, or from the first day of a function to come. A migration has no actor: no journal.
AWAIT = """
INSERT INTO accounts_accessgrant (school_id, person_id, operations, valid_from, valid_until, is_suspended)
SELECT school_id, person_id,
    ARRAY['do:people', 'do:settings', 'do:directory', 'do:services', 'do:year', 'do:journal'],
    GREATEST(%(today)s, min(valid_from)), GREATEST(%(today)s, min(valid_from)) + 29, false
  FROM accounts_membership
 WHERE 'digital_lead' = ANY (roles) AND (valid_until IS NULL OR valid_until >= %(today)s)
 GROUP BY school_id, person_id;
"""


def await_acts(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(AWAIT, {"today": timezone.localdate()})


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_departures_setting'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.PositiveIntegerField(null=True, verbose_name='acte')),
                ('operations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('do:people', 'Gérer les personnes, leurs fonctions et leurs invitations'), ('do:settings', 'Régler l’établissement et sa collectivité'), ('do:directory', 'Importer élèves, personnels et classes'), ('do:services', 'Tenir les services en ligne et comparer leurs comptes'), ('do:year', 'Ouvrir une année scolaire'), ('do:journal', 'Lire le journal de l’établissement')], max_length=12), default=list, verbose_name='opérations')),
                ('valid_from', models.DateField(verbose_name='depuis le')),
                ('valid_until', models.DateField(verbose_name='jusqu’au')),
                ('is_suspended', models.BooleanField(default=False, verbose_name='suspendu')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'person'], name='access_grant_of_person')],
                'constraints': [models.UniqueConstraint(fields=('school', 'act'), name='access_grant_of_one_act'), models.UniqueConstraint(condition=models.Q(('act__isnull', True)), fields=('school', 'person'), name='access_grant_awaits_one_act'), models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='access_grant_period_in_order'), fanal.core.tenancy.SameSchool('person', name='accounts_accessgrant_same_school')],
            },
        ),
        *protect("accounts_accessgrant"),
        migrations.RunSQL(ENTER, LEAVE),
        migrations.RunPython(await_acts, migrations.RunPython.noop),
    ]
