from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

REVIEW = ('number', 'title', 'opened_on', 'due_on', 'closed_on', 'attestation')


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('service_security', '0003_frozen_guard'),
    ]

    operations = [
        guard(
            Frozen((*REVIEW, 'closed_by_id'), when='closed_on IS NOT NULL'),
            'service_security_accessreview',
            was=Frozen(REVIEW, when='closed_on IS NOT NULL'),
        ),
    ]
