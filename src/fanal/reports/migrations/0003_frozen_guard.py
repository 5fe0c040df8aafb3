from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('reports', '0002_frozen_by_delegation'),
    ]

    operations = [
        guard(Frozen(('report_id', 'content', 'sha256', 'paper', 'text_file', 'brief', 'slides', 'frozen_at')), 'reports_reportcontent'),
    ]
