from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('campaigns', '0002_removed_scan'),
    ]

    operations = [
        guard(Frozen(('name', 'starts_on', 'ends_on', 'closed_at'), when='closed_at IS NOT NULL'), 'campaigns_campaign'),
        guard(Frozen(('campaign_id', 'figures', 'rows', 'paper', 'sha256')), 'campaigns_campaignreport'),
    ]
