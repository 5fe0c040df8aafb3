import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_enter_school'),
        ('helpdesk', '0002_transmission'),
    ]

    operations = [
        migrations.CreateModel(
            name='RequestFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('is_picture', models.BooleanField(verbose_name='image')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='helpdesk.helprequest')),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='helpdesk.message')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'help_request', 'sha256'), name='request_file_once'), fanal.core.tenancy.SameSchool('help_request', name='helpdesk_requestfile_same_school'), fanal.core.tenancy.SameSchool('message', name='helpdesk_requestfile_same_school')],
            },
        ),
        *protect("helpdesk_requestfile"),
    ]
