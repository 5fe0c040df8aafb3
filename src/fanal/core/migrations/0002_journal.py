import django.db.models.deletion
from django.db import migrations, models

from fanal.core.journal.triggers import GUARD, LINK, UNDO
from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('core', '0001_database'),
    ]

    operations = [
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SeenKey',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('answer', models.CharField(default='', max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=30, verbose_name='série')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='dernier numéro')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'series'), name='counter_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('seq', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=80)),
                ('author', models.CharField(max_length=80)),
                ('salt', models.BinaryField(null=True)),
                ('payload', models.TextField(null=True)),
                ('commitment', models.BinaryField()),
                ('previous', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'subject', 'at'], name='journal_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('school', 'chain', 'seq'), name='journal_seq_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('seq', models.BigIntegerField(default=0)),
                ('hash', models.BinaryField(default=bytes)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'chain'), name='journal_head_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalStub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('first_seq', models.BigIntegerField()),
                ('last_seq', models.BigIntegerField()),
                ('first_previous', models.BinaryField()),
                ('last_hash', models.BinaryField()),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('signature', models.BinaryField()),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'chain', 'first_seq'), name='journal_stub_once'), models.CheckConstraint(condition=models.Q(('last_seq__gte', models.F('first_seq'))), name='journal_stub_range')],
            },
        ),
        *protect("core_counter"),
        *protect("core_journalentry"),
        *protect("core_journalhead"),
        *protect("core_journalstub"),
        migrations.RunSQL(LINK + GUARD, UNDO),
    ]
