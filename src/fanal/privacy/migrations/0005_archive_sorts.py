import django.contrib.postgres.fields
from django.db import migrations, models

# What was said before was said of all four sorts.
EVERY_SORT = ['online_services.acts', 'disposals.disposals', 'commission.meetings', 'reports.frozen']


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0004_frozen_guard'),
    ]

    operations = [
        migrations.AddField(
            model_name='archiverelease',
            name='sorts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=EVERY_SORT, help_text='Seulement ce que le visa, le courrier ou le bordereau nomme.', size=None, verbose_name='ce qui peut s’effacer'),
            preserve_default=False,
        ),
    ]
