from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('surveys', '0002_kept_publications'),
    ]

    operations = [
        guard(Frozen(('survey_id', 'content', 'sha256')), 'surveys_surveypublication'),
    ]
