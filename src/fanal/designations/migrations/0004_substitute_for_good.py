from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

ACT = ('number', 'nature', 'service_id', 'delegate_id', 'rights', 'operations', 'excluded', 'data_words', 'duties', 'reporting', 'starts_on', 'ends_on', 'step', 'content', 'fingerprint', 'signing_id')


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('designations', '0003_longer_fingerprint'),
    ]

    operations = [
        guard(
            Frozen((*ACT[:4], 'substitute_id', *ACT[4:]), when='signing_id IS NOT NULL'),
            'designations_designation',
            was=Frozen(ACT, when='signing_id IS NOT NULL'),
        ),
    ]
