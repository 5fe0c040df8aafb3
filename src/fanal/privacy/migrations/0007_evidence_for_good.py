from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

EVIDENCE = ('since', 'until', 'about', 'count', 'name', 'size', 'sha256', 'does_hold', 'verification', 'heads')


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('privacy', '0006_delegate_opinions'),
    ]

    operations = [
        guard(
            Frozen(('breach_id', *EVIDENCE, 'mime', 'frozen_at', 'frozen_by_id')),
            'privacy_breachevidence',
            was=Frozen(EVIDENCE),
        ),
        guard(Frozen(('sorts', 'until', 'ground', 'reference', 'released_at', 'released_by_id')), 'privacy_archiverelease'),
    ]
