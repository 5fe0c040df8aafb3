from django.db import migrations, models

from fanal.core.frozen.declaration import Frozen, guard

# Nobody wrote what had been presented: it is what the line says, where the rector did not decide otherwise.
PRESENTED = """
UPDATE allowances_impproposal SET presented_quarters = quarters
WHERE presented_on IS NOT NULL AND state IN ('to_present', 'proposed', 'decided', 'refused')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('allowances', '0003_relief_help'),
    ]

    operations = [
        migrations.AddField(
            model_name='impproposal',
            name='presented_quarters',
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name='taux présenté, en quarts d’IMP'),
        ),
        migrations.RunSQL(PRESENTED, migrations.RunSQL.noop),
        guard(
            Frozen(
                ('number', 'envelope_id', 'mission_id', 'person_id', 'task', 'standing', 'is_whole_year', 'has_pacte', 'agreed_on', 'agreed_in_person', 'presented_quarters'),
                when='presented_quarters IS NOT NULL',
            ),
            'allowances_impproposal',
        ),
    ]
