import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('core', '0004_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=30, verbose_name='liste')),
                ('name', models.CharField(max_length=40, verbose_name='nom')),
                ('query', models.CharField(max_length=400, verbose_name='filtre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'person', 'page', 'name'), name='saved_view_once'), fanal.core.tenancy.SameSchool('person', name='core_savedview_same_school')],
            },
        ),
        *protect("core_savedview"),
    ]
