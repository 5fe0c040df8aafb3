from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('service_security', '0002_words'),
    ]

    operations = [
        guard(
            Frozen(
                ('number', 'title', 'opened_on', 'due_on', 'closed_on', 'attestation'),
                when='closed_on IS NOT NULL',
            ),
            'service_security_accessreview',
        ),
        guard(
            Frozen(
                ('review_id', 'service_id', 'name', 'note', 'done_on'),
                under=('review_id', 'service_security_accessreview', 'closed_on'),
            ),
            'service_security_reviewedservice',
        ),
        guard(
            Frozen(
                ('reviewed_id', 'who=Personne partie', 'source', 'act', 'is_gone', 'factor', 'last_used_on', 'decision', 'reason', 'done_on?'),
                under=('reviewed_id', 'service_security_reviewedservice', 'review_id', 'service_security_accessreview', 'closed_on'),
            ),
            'service_security_reviewedright',
        ),
    ]
