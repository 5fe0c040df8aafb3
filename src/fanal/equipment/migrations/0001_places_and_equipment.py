import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_and_schools'),
    ]

    operations = [
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='EquipmentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('kind', models.CharField(default='other', max_length=12, verbose_name='sorte de panne')),
                ('life_years', models.PositiveSmallIntegerField(default=5, verbose_name='durée de vie prévue, en années')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('floor', models.CharField(blank=True, max_length=20, verbose_name='étage')),
                ('is_closed', models.BooleanField(default=False, verbose_name='n’est plus utilisée')),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='equipment.building')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('name', models.CharField(max_length=80, verbose_name='nom')),
                ('state', models.CharField(choices=[('stock', 'En réserve'), ('service', 'En service'), ('broken', 'En panne'), ('repair', 'En réparation'), ('lost', 'Perdu'), ('stolen', 'Volé'), ('disposed', 'Sorti de l’inventaire')], default='service', max_length=10, verbose_name='état')),
                ('maker', models.CharField(blank=True, max_length=60, verbose_name='marque')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='modèle')),
                ('serial', models.CharField(blank=True, max_length=80, verbose_name='n° de série')),
                ('authority_number', models.CharField(blank=True, max_length=40, verbose_name='n° d’inventaire de la collectivité')),
                ('school_number', models.CharField(blank=True, max_length=40, verbose_name='n° d’inventaire de l’établissement')),
                ('owner', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État')], default='authority', max_length=9, verbose_name='propriétaire')),
                ('payer', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État')], default='authority', max_length=9, verbose_name='payeur')),
                ('is_pedagogical', models.BooleanField(default=True, verbose_name='pédagogique')),
                ('bought_on', models.DateField(blank=True, null=True, verbose_name='acheté le')),
                ('price_cents', models.PositiveIntegerField(blank=True, null=True, verbose_name='prix, en centimes')),
                ('warranty_until', models.DateField(blank=True, null=True, verbose_name='garantie jusqu’au')),
                ('note', models.TextField(blank=True, verbose_name='remarque')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held_equipment', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='equipment.equipmenttype')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='equipment.room')),
            ],
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.AddField(
            model_name='building',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='buildings', to='equipment.site'),
        ),
        migrations.AddConstraint(
            model_name='equipmenttype',
            constraint=models.UniqueConstraint(fields=('school', 'name'), name='equipment_type_once'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('school', 'name'), name='room_once'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=fanal.core.tenancy.SameSchool('building', name='equipment_room_same_school'),
        ),
        migrations.AddIndex(
            model_name='equipment',
            index=models.Index(fields=['school', 'room'], name='equipment_of_room'),
        ),
        migrations.AddIndex(
            model_name='equipment',
            index=models.Index(fields=['school', 'state', 'name'], name='equipment_by_state'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='equipment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('school', 'serial'), name='equipment_serial_once'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=fanal.core.tenancy.SameSchool('type', name='equipment_equipment_same_school'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=fanal.core.tenancy.SameSchool('room', name='equipment_equipment_same_school'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=fanal.core.tenancy.SameSchool('holder', name='equipment_equipment_same_school'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('school', 'name'), name='site_once'),
        ),
        migrations.AddConstraint(
            model_name='building',
            constraint=models.UniqueConstraint(fields=('school', 'site', 'name'), name='building_once'),
        ),
        migrations.AddConstraint(
            model_name='building',
            constraint=fanal.core.tenancy.SameSchool('site', name='equipment_building_same_school'),
        ),
        *protect("equipment_site"),
        *protect("equipment_building"),
        *protect("equipment_room"),
        *protect("equipment_equipmenttype"),
        *protect("equipment_equipment"),
    ]
