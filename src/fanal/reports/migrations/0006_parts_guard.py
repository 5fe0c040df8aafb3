from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('reports', '0005_words_of_a_report'),
    ]

    operations = [
        guard(
            Frozen(('number', 'title', 'period', 'frozen_at'), when='frozen_at IS NOT NULL'),
            'reports_boardreport',
        ),
        guard(
            Frozen(
                ('report_id', 'code', 'rank', 'text'),
                under=('report_id', 'reports_boardreport', 'frozen_at'),
            ),
            'reports_reportpart',
        ),
    ]
