import django.db.models.deletion
from django.db import migrations, models

import fanal.core.tenancy
from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('equipment', '0005_programs_as_lines'),
    ]

    operations = [
        migrations.AddField(
            model_name='agentaccess',
            name='only_enrols',
            field=models.BooleanField(default=False, verbose_name='n’accepte que l’inscription'),
        ),
        migrations.CreateModel(
            name='MachineKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.BinaryField(max_length=16, verbose_name='graine')),
                ('digest', models.BinaryField(max_length=32, verbose_name='empreinte du secret')),
                ('made_at', models.DateTimeField(verbose_name='donnée le')),
                ('scans_network', models.BooleanField(default=False, verbose_name='relève aussi les imprimantes et commutateurs')),
                ('machine', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='equipment.machine')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'digest'), name='machine_key_digest_once'), models.UniqueConstraint(condition=models.Q(('machine__isnull', False)), fields=('school', 'machine'), name='machine_key_once'), fanal.core.tenancy.SameSchool('machine', name='equipment_machinekey_same_school')],
            },
        ),
        *protect("equipment_machinekey"),
    ]
