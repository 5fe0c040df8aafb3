from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

WHEN = 'approved_at IS NOT NULL'


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('commission', '0002_frozen_guard'),
    ]

    operations = [
        guard(
            Frozen(('state', 'approved_at', 'approved_by_id', 'frozen', 'seal'), when=WHEN),
            'commission_meeting',
            was=Frozen(('state', 'approved_at', 'frozen', 'seal'), when=WHEN),
        ),
    ]
