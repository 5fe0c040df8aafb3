from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('disposals', '0004_frozen_guard'),
    ]

    operations = [
        guard(
            Frozen(
                ('number', 'state', 'proposed_on', 'decision', 'decided_on', 'closed_on', 'frozen'),
                when='closed_on IS NOT NULL',
            ),
            'disposals_disposal',
            was=Frozen(('number', 'state', 'frozen'), when='closed_on IS NOT NULL'),
        ),
    ]
