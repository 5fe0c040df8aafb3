"""A school that leaves this installation: after its last day the door of every page finds it no more."""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("fanal.accounts.migrations.0011_rights_while_in_function").ENTER
FUNCTION = BEFORE[BEFORE.index("CREATE FUNCTION") :]
DROP = "DROP FUNCTION enter_school(bigint, text, timestamptz);"
KNOWN = "FROM accounts_school WHERE uai = wanted;"
OPEN = (
    "FROM accounts_school WHERE uai = wanted\n"
    "     AND (open_until IS NULL OR open_until >= (moment AT TIME ZONE timezone)::date);"
)
ENTER = DROP + FUNCTION.replace(KNOWN, OPEN)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_public_holidays'),
    ]

    operations = [
        migrations.AddField(
            model_name='school',
            name='open_until',
            field=models.DateField(blank=True, null=True, verbose_name='ouvert jusqu’au'),
        ),
        migrations.RunSQL(ENTER, DROP + FUNCTION),
    ]
