from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('privacy', '0003_archive_releases'),
    ]

    operations = [
        guard(Frozen(('since', 'until', 'about', 'count', 'name', 'size', 'sha256', 'does_hold', 'verification', 'heads')), 'privacy_breachevidence'),
    ]
