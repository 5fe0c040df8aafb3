from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('disposals', '0003_to_whom_it_is_given'),
    ]

    operations = [
        guard(Frozen(('number', 'state', 'frozen'), when='closed_on IS NOT NULL'), 'disposals_disposal'),
    ]
