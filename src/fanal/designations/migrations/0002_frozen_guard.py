from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('designations', '0001_designations'),
    ]

    operations = [
        guard(
            Frozen(
                ('number', 'nature', 'service_id', 'delegate_id', 'rights', 'operations', 'excluded', 'data_words', 'duties', 'reporting', 'starts_on', 'ends_on', 'step', 'content', 'fingerprint', 'signing_id'),
                when='signing_id IS NOT NULL',
            ),
            'designations_designation',
        ),
        guard(
            Frozen(
                ('signed_on', 'signer', 'quality'),
            ),
            'designations_signing',
        ),
        guard(
            Frozen(
                ('signing_id', 'name', 'mime', 'size', 'sha256'),
            ),
            'designations_signingfile',
        ),
    ]
