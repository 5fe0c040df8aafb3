"""A right that lives only while its holder keeps a function; the door of every page reads it so."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

BEFORE = import_module("fanal.accounts.migrations.0010_access_grants").ENTER
FUNCTION = BEFORE[BEFORE.index("CREATE FUNCTION") :]
DROP = "DROP FUNCTION enter_school(bigint, text, timestamptz);"
WHILE = "AND NOT g.is_suspended\n       AND (g.while_holding = '{}' OR g.while_holding::text[] && held));"
ENTER = DROP + FUNCTION.replace("AND NOT g.is_suspended);", WHILE)
ROLES = [
    ("head", "Chef d’établissement"), ("deputy", "Adjoint"), ("digital_lead", "Référent numérique"),
    ("bursar", "Gestionnaire"), ("teacher", "Enseignant"), ("staff", "Personnel"),
    ("technician", "Technicien de la collectivité"), ("adviser", "Conseiller numérique de l’académie"),
    ("dpo", "Délégué à la protection des données"),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_access_grants'),
    ]

    operations = [
        migrations.AddField(
            model_name='accessgrant',
            name='while_holding',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=ROLES, max_length=12), default=list, verbose_name='tant que la fonction est tenue'),
        ),
        migrations.RunSQL(ENTER, DROP + FUNCTION),
    ]
