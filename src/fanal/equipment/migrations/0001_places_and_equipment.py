import django.core.validators
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
    ]

    operations = [
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom, par exemple « Bâtiment A ».'}, help_text='Par exemple « Bâtiment A ».', max_length=60, verbose_name='nom')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='EquipmentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom, par exemple « Visualiseur ».'}, help_text='Par exemple « Visualiseur ».', max_length=60, verbose_name='nom')),
                ('kind', models.CharField(choices=[('projector', 'Vidéoprojecteur'), ('computer', 'Ordinateur'), ('tablet', 'Tablette'), ('printer', 'Imprimante'), ('network', 'Réseau'), ('other', 'Autre')], default='other', max_length=12, verbose_name='sorte de panne proposée')),
                ('life_years', models.PositiveSmallIntegerField(default=5, help_text='Un réglage de l’établissement, pas une règle : il sert au plan de renouvellement.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='durée de vie prévue, en années')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'name'), name='equipment_type_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom à l’équipement, par exemple « PC-204 ».'}, help_text='Celui que l’on dit ou que l’on lit dessus, par exemple « PC-204 ».', max_length=80, verbose_name='nom')),
                ('state', models.CharField(choices=[('stock', 'En réserve'), ('service', 'En service'), ('broken', 'En panne'), ('repair', 'En réparation'), ('lost', 'Perdu'), ('stolen', 'Volé'), ('disposed', 'Sorti de l’inventaire')], default='service', max_length=10, verbose_name='état')),
                ('maker', models.CharField(blank=True, max_length=60, verbose_name='marque')),
                ('model', models.CharField(blank=True, max_length=80, verbose_name='modèle')),
                ('serial', models.CharField(blank=True, max_length=80, verbose_name='n° de série')),
                ('authority_number', models.CharField(blank=True, max_length=40, verbose_name='n° d’inventaire de la collectivité')),
                ('school_number', models.CharField(blank=True, max_length=40, verbose_name='n° d’inventaire de l’établissement')),
                ('owner', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État')], default='authority', max_length=9, verbose_name='propriétaire')),
                ('payer', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État')], default='authority', max_length=9, verbose_name='qui paie ?')),
                ('is_pedagogical', models.BooleanField(default=True, verbose_name='sert surtout')),
                ('bought_on', models.DateField(blank=True, null=True, verbose_name='acheté le')),
                ('price_cents', models.PositiveIntegerField(blank=True, null=True, verbose_name='prix, en euros')),
                ('warranty_until', models.DateField(blank=True, null=True, verbose_name='sous garantie jusqu’au')),
                ('note', models.TextField(blank=True, help_text='Sur l’équipement seulement : aucun nom d’élève.', max_length=2000, verbose_name='remarque')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held_equipment', to='accounts.person', verbose_name='confié à')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('type', models.ForeignKey(error_messages={'blank': 'Choisissez un type.'}, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='equipment.equipmenttype')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'state', 'name'], name='equipment_by_state'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='equipment_number_once'),
                    models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('school', 'serial'), name='equipment_serial_once'),
                    fanal.core.tenancy.SameSchool('type', name='equipment_equipment_same_school'),
                    fanal.core.tenancy.SameSchool('holder', name='equipment_equipment_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ConventionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État')], default='authority', max_length=9, verbose_name='le matériel appartient à')),
                ('payer', models.CharField(blank=True, choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État')], max_length=9, verbose_name='seulement s’il a été acheté par')),
                ('use', models.CharField(blank=True, choices=[('pedagogical', 'Pédagogique'), ('administrative', 'Administratif')], max_length=14, verbose_name='seulement cet usage')),
                ('repairs', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État'), ('unknown', 'À préciser')], default='authority', max_length=9, verbose_name='qui répare ?')),
                ('pays', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État'), ('unknown', 'À préciser')], default='authority', max_length=9, verbose_name='qui paie ?')),
                ('decides', models.CharField(choices=[('authority', 'Collectivité'), ('school', 'Établissement'), ('state', 'État'), ('unknown', 'À préciser')], default='authority', max_length=9, verbose_name='qui décide ?')),
                ('how', models.CharField(blank=True, help_text='Par exemple « Appeler le guichet unique du Département », « Devis, puis accord du chef ».', max_length=200, verbose_name='comment faire')),
                ('source', models.CharField(blank=True, help_text='Le texte ou la convention, avec sa date : « convention du 12 mars 2025, art. 4 ».', max_length=120, verbose_name='d’après')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='vérifiée le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='equipment.equipmenttype', verbose_name='seulement ce type')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'owner', 'type', 'payer', 'use'), name='convention_line_once', nulls_distinct=False),
                    fanal.core.tenancy.SameSchool('type', name='equipment_conventionline_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LabelSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='nom')),
                ('columns', models.PositiveSmallIntegerField(verbose_name='étiquettes en largeur')),
                ('rows', models.PositiveSmallIntegerField(verbose_name='étiquettes en hauteur')),
                ('width', models.PositiveSmallIntegerField(verbose_name='largeur d’une étiquette')),
                ('height', models.PositiveSmallIntegerField(verbose_name='hauteur d’une étiquette')),
                ('top', models.PositiveSmallIntegerField(default=0, verbose_name='marge du haut')),
                ('left', models.PositiveSmallIntegerField(default=0, verbose_name='marge de gauche')),
                ('gap_x', models.PositiveSmallIntegerField(default=0, verbose_name='espace entre colonnes')),
                ('gap_y', models.PositiveSmallIntegerField(default=0, verbose_name='espace entre lignes')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'name'), name='label_sheet_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom, par exemple « Salle 204 ».'}, help_text='Par exemple « Salle 204 ».', max_length=60, verbose_name='nom')),
                ('floor', models.CharField(blank=True, max_length=20, verbose_name='étage')),
                ('is_closed', models.BooleanField(default=False, verbose_name='n’est plus utilisée')),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='equipment.building', verbose_name='bâtiment')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'name'), name='room_once'),
                    fanal.core.tenancy.SameSchool('building', name='equipment_room_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9, verbose_name='code')),
                ('equipment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='equipment.equipment')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('room', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='equipment.room')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'code'), name='label_code_once'),
                    models.UniqueConstraint(fields=('school', 'equipment'), name='label_of_equipment_once'),
                    models.UniqueConstraint(fields=('school', 'room'), name='label_of_room_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('equipment__isnull', False), ('room__isnull', True)), models.Q(('equipment__isnull', True), ('room__isnull', False)), _connector='OR'), name='label_of_one_thing'),
                    fanal.core.tenancy.SameSchool('equipment', name='equipment_label_same_school'),
                    fanal.core.tenancy.SameSchool('room', name='equipment_label_same_school'),
                ],
            },
        ),
        migrations.AddField(
            model_name='equipment',
            name='room',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equipment', to='equipment.room', verbose_name='salle'),
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom, par exemple « Site principal ».'}, help_text='Par exemple « Site principal ».', max_length=60, verbose_name='nom')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'name'), name='site_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='building',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='buildings', to='equipment.site'),
        ),
        migrations.AddIndex(
            model_name='equipment',
            index=models.Index(fields=['school', 'room'], name='equipment_of_room'),
        ),
        migrations.AddConstraint(
            model_name='equipment',
            constraint=fanal.core.tenancy.SameSchool('room', name='equipment_equipment_same_school'),
        ),
        migrations.AddConstraint(
            model_name='building',
            constraint=models.UniqueConstraint(fields=('school', 'site', 'name'), name='building_once'),
        ),
        migrations.AddConstraint(
            model_name='building',
            constraint=fanal.core.tenancy.SameSchool('site', name='equipment_building_same_school'),
        ),
        *protect(
            "equipment_site",
            "equipment_building",
            "equipment_room",
            "equipment_equipmenttype",
            "equipment_equipment",
            "equipment_conventionline",
            "equipment_label",
            "equipment_labelsheet",
        ),
    ]
