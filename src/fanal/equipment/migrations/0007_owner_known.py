from django.db import migrations, models


# The owner of each record was the authority unless somebody said otherwise: that one is to be confirmed. A change
# of type reads every row, whatever school it is of.
CONFIRMED = """
ALTER TABLE public.equipment_equipment
  ALTER COLUMN is_owner_known TYPE boolean USING (owner <> 'authority')"""


class Migration(migrations.Migration):

    dependencies = [
        ('equipment', '0006_merge'),
    ]

    operations = [
        migrations.AddField(
            model_name='equipment',
            name='is_owner_known',
            field=models.BooleanField(default=True, verbose_name='propriétaire confirmé'),
        ),
        migrations.RunSQL(CONFIRMED, migrations.RunSQL.noop),
    ]
