from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('commission', '0001_commission'),
    ]

    operations = [
        guard(Frozen(('state', 'approved_at', 'frozen', 'seal'), when='approved_at IS NOT NULL'), 'commission_meeting'),
    ]
