import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('equipment', '0001_places_and_equipment'),
    ]

    operations = [
        migrations.CreateModel(
            name='Machine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('state', models.CharField(choices=[('new', 'À ranger'), ('to_check', 'À vérifier'), ('matched', 'Rattachée'), ('ignored', 'Ignorée')], default='new', max_length=8, verbose_name='étape')),
                ('why', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=400), default=list, verbose_name='pourquoi')),
                ('known_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=400), default=list, verbose_name='reconnue à')),
                ('device_id', models.CharField(max_length=255, verbose_name='identifiant de l’agent')),
                ('agent_id', models.CharField(blank=True, max_length=36, verbose_name='identifiant GLPI Agent')),
                ('agent', models.CharField(blank=True, max_length=255, verbose_name='agent')),
                ('serial', models.CharField(blank=True, max_length=255, verbose_name='n° de série')),
                ('uuid', models.CharField(blank=True, max_length=255, verbose_name='identifiant matériel')),
                ('macs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=17), default=list, verbose_name='adresses réseau')),
                ('name', models.CharField(blank=True, max_length=255, verbose_name='nom')),
                ('maker', models.CharField(blank=True, max_length=255, verbose_name='marque')),
                ('model', models.CharField(blank=True, max_length=255, verbose_name='modèle')),
                ('hardware', models.JSONField(default=dict, verbose_name='matériel')),
                ('connected', models.JSONField(default=dict, verbose_name='réseau et imprimantes')),
                ('softwares', models.TextField(blank=True, default='', verbose_name='logiciels')),
                ('softwares_digest', models.CharField(blank=True, max_length=64, verbose_name='empreinte des logiciels')),
                ('compared', models.CharField(blank=True, max_length=64, verbose_name='empreinte de la comparaison')),
                ('first_seen', models.DateTimeField(verbose_name='premier rapport')),
                ('last_seen', models.DateTimeField(verbose_name='dernier rapport')),
                ('changed_at', models.DateTimeField(verbose_name='dernier changement')),
                ('equipment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='machines', to='equipment.equipment')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'device_id'], name='machine_by_device'),
                    models.Index(fields=['school', 'state', '-last_seen'], name='machine_by_state'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='machine_number_once'),
                    models.UniqueConstraint(condition=models.Q(('equipment__isnull', False)), fields=('school', 'equipment'), name='machine_of_equipment_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('equipment__isnull', False), ('state', 'matched')), models.Q(models.Q(('state', 'matched'), _negated=True), ('equipment__isnull', True)), _connector='OR'), name='machine_matched_has_its_record'),
                    fanal.core.tenancy.SameSchool('equipment', name='inventory_machine_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Difference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=6, verbose_name='champ')),
                ('ours', models.CharField(blank=True, max_length=255, verbose_name='sur la fiche')),
                ('reported', models.CharField(max_length=255, verbose_name='dit par la machine')),
                ('decision', models.CharField(choices=[('open', 'À vérifier'), ('kept', 'Gardé')], default='open', max_length=4, verbose_name='décision')),
                ('seen_at', models.DateTimeField(verbose_name='vu le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('machine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='differences', to='inventory.machine')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'machine', 'field'), name='difference_once'),
                    fanal.core.tenancy.SameSchool('machine', name='inventory_difference_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MachineKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.BinaryField(max_length=16, verbose_name='graine')),
                ('digest', models.BinaryField(max_length=32, verbose_name='empreinte du secret')),
                ('made_at', models.DateTimeField(verbose_name='donnée le')),
                ('scans_network', models.BooleanField(default=False, verbose_name='relève aussi les imprimantes et commutateurs')),
                ('claims', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventory.machine')),
                ('machine', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='inventory.machine')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'digest'), name='machine_key_digest_once'),
                    models.UniqueConstraint(condition=models.Q(('machine__isnull', False)), fields=('school', 'machine'), name='machine_key_once'),
                    fanal.core.tenancy.SameSchool('machine', name='inventory_machinekey_same_school'),
                    fanal.core.tenancy.SameSchool('claims', name='inventory_machinekey_same_school'),
                    models.CheckConstraint(condition=models.Q(('machine__isnull', True), ('claims__isnull', True), _connector='OR'), name='machine_key_claims_or_has'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AgentAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.BinaryField(max_length=16, verbose_name='graine')),
                ('digest', models.BinaryField(max_length=32, verbose_name='empreinte du secret')),
                ('made_at', models.DateTimeField(verbose_name='créée le')),
                ('creates_records', models.BooleanField(default=False, verbose_name='créer la fiche sans demander')),
                ('only_enrols', models.BooleanField(default=False, verbose_name='n’accepte que l’inscription')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school',), name='agent_access_once')],
            },
        ),
        migrations.CreateModel(
            name='AgentVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device_id', models.CharField(max_length=255, verbose_name='identifiant de l’agent')),
                ('since', models.DateTimeField(verbose_name='début de l’heure')),
                ('calls', models.PositiveSmallIntegerField(default=1, verbose_name='appels')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'since'], name='agent_visit_recent')],
                'constraints': [models.UniqueConstraint(fields=('school', 'device_id'), name='agent_visit_once')],
            },
        ),
        *protect(
            "inventory_difference",
            "inventory_machinekey",
            "inventory_agentaccess",
            "inventory_agentvisit",
            "inventory_machine",
        ),
    ]
