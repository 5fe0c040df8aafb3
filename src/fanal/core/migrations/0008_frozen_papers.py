import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from fanal.core.frozen.declaration import Frozen, guard
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_smallest_group'),
        ('core', '0007_frozen_ways'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrozenPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='sorte de document')),
                ('row', models.BigIntegerField(verbose_name='lequel')),
                ('sha256', models.CharField(max_length=64, verbose_name='somme')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='empreinte')),
                ('files', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, size=None, verbose_name='empreintes des fichiers')),
                ('frozen_on', models.DateField(verbose_name='figé le')),
                ('signature', models.BinaryField(max_length=64, verbose_name='signature')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'fingerprint'], name='frozen_paper_by_fingerprint')],
                'constraints': [models.UniqueConstraint(fields=('school', 'kind', 'row', 'sha256', 'signature'), name='frozen_paper_once')],
            },
        ),
        *protect(
            "core_frozenpaper",
        ),
        guard(
            Frozen(('kind', 'row', 'sha256', 'fingerprint', 'files', 'frozen_on', 'signature')),
            'core_frozenpaper',
        ),
    ]
