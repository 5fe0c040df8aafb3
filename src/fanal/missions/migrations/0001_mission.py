import django.contrib.postgres.constraints
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
        ('online_services', '0001_services'),
    ]

    operations = [
        migrations.CreateModel(
            name='ParticularMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('kind', models.CharField(choices=[('digital', 'Référent numérique'), ('eps', 'Coordination de l’EPS'), ('discipline', 'Coordination de discipline'), ('cycle', 'Coordination de cycle'), ('level', 'Coordination de niveau'), ('culture', 'Référent culture'), ('dropout', 'Référent décrochage'), ('other', 'Autre mission')], max_length=12, verbose_name='mission')),
                ('title', models.CharField(help_text='Laissez vide pour reprendre le nom de la mission.', max_length=120, verbose_name='intitulé')),
                ('has_priority', models.BooleanField(default=True, verbose_name='mission de l’article 6')),
                ('workload', models.TextField(blank=True, max_length=2000, verbose_name='charge effective de travail')),
                ('expertise', models.TextField(blank=True, max_length=2000, verbose_name='niveau d’expertise requis')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='motif, si le montant sort de la fourchette')),
                ('code', models.CharField(blank=True, help_text='Repris dans l’export de saisie ; demandez-le au secrétariat si vous ne le connaissez pas.', max_length=20, verbose_name='code de la mission dans l’outil de saisie')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='mission_number_once'),
                    models.UniqueConstraint(condition=models.Q(('kind', 'digital')), fields=('school', 'school_year'), name='mission_digital_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='MissionShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('Conseil et accompagnement', [('steering', 'Conseiller l’équipe de direction'), ('teams', 'Accompagner les enseignants'), ('watch', 'Veille et relais de l’académie'), ('training', 'Se former et former')]), ('Disponibilité du matériel', [('authority', 'Dialogue avec la collectivité'), ('interface', 'Interface avec l’assistance')]), ('Services en ligne', [('accounts', 'Comptes et données des services'), ('security', 'Sécurité et protection des données')]), ('La mission elle-même', [('mission', 'Besoins, bilan et transmission')])], max_length=10, verbose_name='partie de la mission')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='part, en %')),
                ('starts_on', models.DateField(verbose_name='à partir du')),
                ('ends_on', models.DateField(verbose_name='jusqu’au (inclus)')),
                ('is_substitute', models.BooleanField(default=False, verbose_name='en remplacement')),
                ('competence', models.CharField(blank=True, choices=[('', 'non précisée'), ('to_learn', 'à former'), ('learning', 'en cours de formation'), ('at_ease', 'à l’aise')], default='', max_length=8, verbose_name='compétence déclarée')),
                ('person', models.ForeignKey(error_messages={'blank': 'Choisissez la personne.'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='qui')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='missions.particularmission')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='mission_share_percent'),
                    models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='mission_share_in_order'),
                    models.UniqueConstraint(fields=('school', 'mission', 'part', 'person', 'starts_on'), name='mission_share_once'),
                    fanal.core.tenancy.SameSchool('mission', name='missions_missionshare_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='missions_missionshare_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PartNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('Conseil et accompagnement', [('steering', 'Conseiller l’équipe de direction'), ('teams', 'Accompagner les enseignants'), ('watch', 'Veille et relais de l’académie'), ('training', 'Se former et former')]), ('Disponibilité du matériel', [('authority', 'Dialogue avec la collectivité'), ('interface', 'Interface avec l’assistance')]), ('Services en ligne', [('accounts', 'Comptes et données des services'), ('security', 'Sécurité et protection des données')]), ('La mission elle-même', [('mission', 'Besoins, bilan et transmission')])], max_length=10, verbose_name='partie')),
                ('weight', models.PositiveSmallIntegerField(default=0, verbose_name='part du temps, en %')),
                ('needed', models.CharField(blank=True, max_length=8, verbose_name='compétence requise')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='part_needs', to='missions.particularmission')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'mission', 'part'), name='part_need_once'),
                    models.CheckConstraint(condition=models.Q(('weight__lte', 100)), name='part_need_weight'),
                    fanal.core.tenancy.SameSchool('mission', name='missions_partneed_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PresenceHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Lundi'), (1, 'Mardi'), (2, 'Mercredi'), (3, 'Jeudi'), (4, 'Vendredi'), (5, 'Samedi')], verbose_name='jour')),
                ('starts', models.TimeField(verbose_name='de')),
                ('ends', models.TimeField(verbose_name='à')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='où')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='presence_in_order'),
                    models.UniqueConstraint(fields=('school', 'person', 'weekday', 'starts'), name='presence_hour_once'),
                    fanal.core.tenancy.SameSchool('person', name='missions_presencehour_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WeekPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('monday', models.DateField(blank=True, null=True, verbose_name='semaine du')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='remplacé le')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='réponses annoncées le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='week_point_number_once'),
                    models.UniqueConstraint(fields=('school', 'monday'), name='week_point_once_a_week'),
                    models.UniqueConstraint(condition=models.Q(('sent_at__isnull', True)), fields=('school',), name='week_point_one_draft'),
                    fanal.core.tenancy.SameSchool('sent_by', name='missions_weekpoint_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PointLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='160 caractères au plus : une chose à décider.', max_length=160, verbose_name='proposé')),
                ('origin', models.CharField(blank=True, max_length=40, verbose_name='repris de')),
                ('written_at', models.DateTimeField(verbose_name='écrite le')),
                ('answer', models.CharField(blank=True, choices=[('agreed', 'D’accord'), ('no', 'Non'), ('talk', 'En parler')], max_length=6, verbose_name='réponse')),
                ('word', models.CharField(blank=True, max_length=300, verbose_name='mot')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondue le')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='missions.weekpoint')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'point'], name='point_line_of_point'),
                ],
                'constraints': [
                    fanal.core.tenancy.SameSchool('point', name='missions_pointline_same_school'),
                    fanal.core.tenancy.SameSchool('author', name='missions_pointline_same_school'),
                    fanal.core.tenancy.SameSchool('answered_by', name='missions_pointline_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='premier jour')),
                ('last_day', models.DateField(help_text='L’absence finit d’elle-même le lendemain.', verbose_name='dernier jour')),
                ('answers_from', models.DateField(blank=True, null=True, verbose_name='réponse à partir du')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='qui est absent')),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('substitute', models.ForeignKey(blank=True, help_text='Cette personne en est prévenue. Elle n’a aucun droit de plus dans Fanal.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='qui répond')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='absence_in_order'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), ('person', '='), (models.Func('first_day', 'last_day', models.Value('[]'), function='daterange'), '&&')], name='absence_once_at_a_time'), fanal.core.tenancy.SameSchool('person', name='missions_absence_same_school'), fanal.core.tenancy.SameSchool('substitute', name='missions_absence_same_school'), fanal.core.tenancy.SameSchool('said_by', name='missions_absence_same_school')],
            },
        ),
        migrations.CreateModel(
            name='AccessPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(error_messages={'blank': 'Dites où se trouvent les accès.'}, help_text='Un lieu, une personne, un coffre. Jamais le mot de passe : il serait refusé.', max_length=300, verbose_name='où se trouvent les accès')),
                ('written_on', models.DateField(verbose_name='écrit le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='online_services.onlineservice')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'service'), name='access_place_once'), models.UniqueConstraint(condition=models.Q(('service__isnull', True)), fields=('school',), name='access_place_of_others_once'), fanal.core.tenancy.SameSchool('service', name='missions_accessplace_same_school'), fanal.core.tenancy.SameSchool('written_by', name='missions_accessplace_same_school')],
            },
        ),
        migrations.CreateModel(
            name='HandoverNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='Ce qui ne se lit nulle part ailleurs : habitudes, promesses, pièges. Aucun secret.', max_length=4000, verbose_name='vos mots à la personne qui suivra')),
                ('written_at', models.DateTimeField(verbose_name='écrite le')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'author'), name='handover_note_once'), fanal.core.tenancy.SameSchool('author', name='missions_handovernote_same_school')],
            },
        ),
        migrations.CreateModel(
            name='NeedsAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('academic_part', models.TextField(blank=True, help_text='Expérimentations, réseau de bassin, référent d’un autre établissement, appels à projets…', max_length=2000, verbose_name='part prise dans l’organisation académique')),
                ('projects', models.TextField(blank=True, max_length=2000, verbose_name='projets de l’année')),
                ('expertise', models.TextField(blank=True, max_length=2000, verbose_name='niveau d’expertise requis')),
                ('appreciation', models.TextField(blank=True, help_text='En quelques phrases : ce que le service demande cette année, et pourquoi.', max_length=3000, verbose_name='appréciation des besoins')),
                ('sites', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='nombre de sites')),
                ('figures', models.JSONField(default=list, verbose_name='chiffres')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='arrêtée le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'school_year'), name='needs_once_a_year'), fanal.core.tenancy.SameSchool('written_by', name='missions_needsassessment_same_school')],
            },
        ),
        migrations.CreateModel(
            name='OwnTraining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('received', 'Reçue'), ('given', 'Donnée')], max_length=8, verbose_name='sens')),
                ('day', models.DateField(verbose_name='jour')),
                ('title', models.CharField(error_messages={'blank': 'Donnez son titre.'}, max_length=160, verbose_name='titre')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='durée, en minutes')),
                ('organiser', models.CharField(blank=True, max_length=120, verbose_name='organisée par')),
                ('people', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='combien de personnes, si vous la donnez')),
                ('is_shared', models.BooleanField(default=False, verbose_name='comptée pour la direction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'person', 'day'], name='own_training_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('people__isnull', True), ('way', 'given'), _connector='OR'), name='training_people_if_given'), fanal.core.tenancy.SameSchool('person', name='missions_owntraining_same_school')],
            },
        ),
        *protect(
            "missions_absence",
            "missions_presencehour",
            "missions_handovernote",
            "missions_accessplace",
            "missions_particularmission",
            "missions_weekpoint",
            "missions_pointline",
            "missions_needsassessment",
            "missions_partneed",
            "missions_missionshare",
            "missions_owntraining",
        ),
    ]
