import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
import fanal.missions.rules.codes
import fanal.missions.rules.due
from django.db import migrations, models
from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('online_services', '0001_services'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImpEnvelope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('quarters', models.PositiveSmallIntegerField(verbose_name='enveloppe, en quarts d’IMP')),
                ('notified_on', models.DateField(blank=True, null=True, verbose_name='notifiée le')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='référence')),
                ('first_month', models.PositiveSmallIntegerField(choices=[(11, 'novembre (jusqu’à juillet)'), (10, 'octobre (jusqu’à juin)')], default=11, verbose_name='premier neuvième')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='MissionLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('revision', models.PositiveIntegerField(default=1, verbose_name='révision')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('state', models.CharField(choices=[('draft', 'En rédaction'), ('shared', 'En attente d’accord'), ('agreed', 'Acceptée, à signer'), ('signed', 'Signée'), ('amended', 'Remplacée'), ('closed', 'Close')], default='draft', max_length=8, verbose_name='état')),
                ('begun_by_person', models.BooleanField(default=False, verbose_name='commencée par la personne')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('main_missions', models.TextField(blank=True, max_length=3000, verbose_name='missions principales')),
                ('secondary_missions', models.TextField(blank=True, max_length=3000, verbose_name='missions secondaires')),
                ('qualification', models.TextField(blank=True, max_length=3000, verbose_name='niveau de qualification')),
                ('participation', models.TextField(blank=True, max_length=3000, verbose_name='formations et rencontres')),
                ('objectives', models.TextField(blank=True, max_length=3000, verbose_name='objectifs')),
                ('indicators', models.TextField(blank=True, max_length=3000, verbose_name='indicateurs')),
                ('means', models.TextField(blank=True, max_length=3000, verbose_name='moyens')),
                ('time_slots', models.TextField(blank=True, max_length=3000, verbose_name='créneaux')),
                ('follow_up', models.TextField(blank=True, max_length=3000, verbose_name='suivi')),
                ('opinions', models.TextField(blank=True, max_length=3000, verbose_name='avis')),
                ('annexes', models.TextField(blank=True, max_length=3000, verbose_name='annexes')),
                ('pay', models.CharField(choices=[('indemnity', 'Indemnité pour mission particulière'), ('relief', 'Allègement de service'), ('none', 'Aucune, ou pas encore décidée')], default='none', max_length=10, verbose_name='rémunération')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='accord de la personne')),
                ('agreed_in_person', models.BooleanField(default=False, verbose_name='accord donné dans Fanal')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signée sur papier le')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='LetterScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('is_picture', models.BooleanField(verbose_name='image')),
                ('joined_on', models.DateField(verbose_name='joint le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='missions.missionletter')),
            ],
        ),
        migrations.CreateModel(
            name='NeedsAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('academic_part', models.TextField(blank=True, max_length=2000, verbose_name='part dans l’organisation académique')),
                ('projects', models.TextField(blank=True, max_length=2000, verbose_name='projets de l’année')),
                ('expertise', models.TextField(blank=True, max_length=2000, verbose_name='expertise requise')),
                ('appreciation', models.TextField(blank=True, max_length=3000, verbose_name='appréciation')),
                ('sites', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='sites')),
                ('figures', models.JSONField(default=list, verbose_name='chiffres')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='arrêtée le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.CreateModel(
            name='OwnTraining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('received', 'Reçue'), ('given', 'Donnée')], max_length=8, verbose_name='sens')),
                ('day', models.DateField(verbose_name='jour')),
                ('title', models.CharField(max_length=160, verbose_name='titre')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='durée, en minutes')),
                ('organiser', models.CharField(blank=True, max_length=120, verbose_name='organisée par')),
                ('people', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='personnes formées')),
                ('is_shared', models.BooleanField(default=False, verbose_name='comptée pour la direction')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='ParticularMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('kind', models.CharField(choices=[('digital', 'Référent numérique'), ('eps', 'Coordination de l’EPS'), ('discipline', 'Coordination de discipline'), ('cycle', 'Coordination de cycle'), ('level', 'Coordination de niveau'), ('culture', 'Référent culture'), ('dropout', 'Référent décrochage'), ('other', 'Autre mission')], max_length=12, verbose_name='mission')),
                ('title', models.CharField(max_length=120, verbose_name='intitulé')),
                ('has_priority', models.BooleanField(default=True, verbose_name='mission de l’article 6')),
                ('workload', models.TextField(blank=True, max_length=2000, verbose_name='charge de travail')),
                ('expertise', models.TextField(blank=True, max_length=2000, verbose_name='niveau d’expertise')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='motif hors de la fourchette')),
                ('code', models.CharField(blank=True, max_length=20, verbose_name='code dans l’outil de l’État')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='MissionShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('steering', 'Conseiller l’équipe de direction'), ('teams', 'Accompagner les enseignants'), ('watch', 'Veille et relais de l’académie'), ('training', 'Se former et former'), ('authority', 'Dialogue avec la collectivité'), ('interface', 'Interface avec l’assistance'), ('accounts', 'Comptes et données des services'), ('security', 'Sécurité et protection des données'), ('mission', 'Besoins, bilan et transmission')], max_length=10, verbose_name='partie')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='part, en %')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('is_substitute', models.BooleanField(default=False, verbose_name='en remplacement')),
                ('competence', models.CharField(blank=True, choices=[('', 'non précisée'), ('to_learn', 'à former'), ('learning', 'en cours de formation'), ('at_ease', 'à l’aise')], default='', max_length=8, verbose_name='compétence déclarée')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='missions.particularmission')),
            ],
        ),
        migrations.AddField(
            model_name='missionletter',
            name='mission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='missions.particularmission'),
        ),
        migrations.CreateModel(
            name='ImpProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('task', models.CharField(blank=True, max_length=120, verbose_name='tâche')),
                ('quarters', models.PositiveSmallIntegerField(verbose_name='taux, en quarts d’IMP')),
                ('standing', models.CharField(choices=[('teacher', 'Enseignant (documentaliste compris)'), ('cpe', 'CPE'), ('tzr', 'TZR affecté à l’année'), ('contract', 'Enseignant contractuel'), ('cpge', 'Enseignant à service complet en CPGE'), ('ddfpt', 'DDFPT'), ('segpa', 'Directeur adjoint chargé de SEGPA'), ('staff', 'Personnel non enseignant (AED, AESH, administratif…)'), ('other', 'Autre')], default='teacher', max_length=8, verbose_name='qualité')),
                ('is_whole_year', models.BooleanField(default=True, verbose_name='toute l’année')),
                ('has_pacte', models.BooleanField(default=False, verbose_name='part de Pacte pour la même tâche')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='accord de la personne')),
                ('agreed_in_person', models.BooleanField(default=False, verbose_name='accord donné dans Fanal')),
                ('declined_on', models.DateField(blank=True, null=True, verbose_name='la personne n’est pas d’accord')),
                ('declined_word', models.CharField(blank=True, max_length=300, verbose_name='son mot')),
                ('state', models.CharField(choices=[('draft', 'En préparation'), ('to_present', 'Présentée aux instances'), ('proposed', 'Proposée au recteur'), ('decided', 'Décidée par le recteur'), ('refused', 'Refusée par le recteur'), ('withdrawn', 'Retirée')], default='draft', max_length=10, verbose_name='état')),
                ('presented_on', models.DateField(blank=True, null=True, verbose_name='présentée le')),
                ('heard_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=11), default=list, verbose_name='présentée à')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décision du recteur')),
                ('envelope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='missions.impenvelope')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='missions.particularmission')),
            ],
        ),
        migrations.CreateModel(
            name='PartNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('steering', 'Conseiller l’équipe de direction'), ('teams', 'Accompagner les enseignants'), ('watch', 'Veille et relais de l’académie'), ('training', 'Se former et former'), ('authority', 'Dialogue avec la collectivité'), ('interface', 'Interface avec l’assistance'), ('accounts', 'Comptes et données des services'), ('security', 'Sécurité et protection des données'), ('mission', 'Besoins, bilan et transmission')], max_length=10, verbose_name='partie')),
                ('weight', models.PositiveSmallIntegerField(default=0, verbose_name='part du temps, en %')),
                ('needed', models.CharField(blank=True, max_length=8, verbose_name='compétence requise')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='part_needs', to='missions.particularmission')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='PresenceHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'lundi'), (1, 'mardi'), (2, 'mercredi'), (3, 'jeudi'), (4, 'vendredi'), (5, 'samedi')], verbose_name='jour')),
                ('starts', models.TimeField(verbose_name='de')),
                ('ends', models.TimeField(verbose_name='à')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='où')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceRelief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('halves', models.PositiveSmallIntegerField(verbose_name='heures par semaine, en demi-heures')),
                ('reason', models.TextField(max_length=1000, verbose_name='motif')),
                ('state', models.CharField(choices=[('draft', 'À présenter au conseil d’administration'), ('proposed', 'Proposé par le conseil d’administration'), ('decided', 'Attribué par le recteur'), ('refused', 'Refusé'), ('withdrawn', 'Retiré')], default='draft', max_length=10, verbose_name='état')),
                ('board_on', models.DateField(blank=True, null=True, verbose_name='séance du conseil d’administration')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décision du recteur')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='missions.particularmission')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='à partir du')),
                ('until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('certified_on', models.DateField(blank=True, null=True, verbose_name='attestée le')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='missions.impproposal')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='SwitchStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('code', models.CharField(max_length=20, verbose_name='étape')),
                ('done_at', models.DateTimeField(verbose_name='cochée le')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='TaskFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=32, verbose_name='tirage')),
                ('made_at', models.DateTimeField(verbose_name='créé le')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='TaskTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, max_length=40, verbose_name='code')),
                ('title', models.CharField(max_length=160, verbose_name='titre')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='précision')),
                ('activity', models.CharField(choices=[('advice', 'Conseil et accompagnement'), ('equipment', 'Disponibilité du matériel'), ('services', 'Services en ligne'), ('mission', 'La mission elle-même')], max_length=10, verbose_name='activité')),
                ('owner', models.CharField(choices=[('digital_lead', 'Référent numérique'), ('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('bursar', 'Gestionnaire')], max_length=12, verbose_name='à qui')),
                ('anchor', models.CharField(choices=[('teachers_back', 'la prérentrée'), ('pupils_back', 'la rentrée des élèves'), ('autumn', 'le début des vacances de la Toussaint'), ('autumn_back', 'la reprise après la Toussaint'), ('christmas', 'le début des vacances de Noël'), ('christmas_back', 'la reprise de janvier'), ('winter', 'le début des vacances d’hiver'), ('winter_back', 'la reprise après les vacances d’hiver'), ('spring', 'le début des vacances de printemps'), ('spring_back', 'la reprise après les vacances de printemps'), ('lessons_end', 'la fin des cours'), ('m09', 'le 1er septembre'), ('m10', 'le 1er octobre'), ('m11', 'le 1er novembre'), ('m12', 'le 1er décembre'), ('m01', 'le 1er janvier'), ('m02', 'le 1er février'), ('m03', 'le 1er mars'), ('m04', 'le 1er avril'), ('m05', 'le 1er mai'), ('m06', 'le 1er juin'), ('m07', 'le 1er juillet'), ('m08', 'le 1er août')], max_length=16, verbose_name='repère')),
                ('shift', models.SmallIntegerField(default=0, verbose_name='décalage')),
                ('unit', models.CharField(choices=[('days', 'jours'), ('weeks', 'semaines'), ('open_days', 'jours de classe')], default=fanal.missions.rules.due.Unit['DAYS'], max_length=10, verbose_name='unité')),
                ('snap', models.CharField(choices=[('exact', 'ce jour-là'), ('week', 'le jour choisi de cette semaine-là'), ('next', 'le jour choisi, à partir de là'), ('last', 'le jour choisi, avant cette date')], default=fanal.missions.rules.due.Snap['EXACT'], max_length=6, verbose_name='jour')),
                ('weekday', models.PositiveSmallIntegerField(default=0, verbose_name='jour de la semaine')),
                ('remind_days', models.PositiveSmallIntegerField(default=7, verbose_name='rappel, jours avant')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('certainty', models.CharField(choices=[('read', 'lu dans une source'), ('told', 'rapporté, à vérifier'), ('to_check', 'à vérifier'), ('own', 'établi par l’établissement')], default=fanal.missions.rules.codes.Certainty['OWN'], max_length=8, verbose_name='certitude')),
                ('is_used', models.BooleanField(default=True, verbose_name='créée chaque année')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
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
        ),
        migrations.CreateModel(
            name='PointLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=160, verbose_name='proposé')),
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
        ),
        migrations.CreateModel(
            name='WorkDefault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40, verbose_name='d’où')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='WorkEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='jour')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('activity', models.CharField(choices=[('advice', 'Conseil et accompagnement'), ('equipment', 'Disponibilité du matériel'), ('services', 'Services en ligne'), ('mission', 'La mission elle-même')], max_length=10, verbose_name='activité')),
                ('part', models.CharField(blank=True, max_length=20, verbose_name='partie')),
                ('what', models.CharField(blank=True, max_length=200, verbose_name='quoi')),
                ('source', models.CharField(default='manual', max_length=40, verbose_name='d’où')),
                ('reference', models.CharField(max_length=40, verbose_name='repère')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='combien')),
                ('is_corrected', models.BooleanField(default=False, verbose_name='corrigée')),
                ('is_aside', models.BooleanField(default=False, verbose_name='écartée')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='WorkShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='du')),
                ('last_day', models.DateField(verbose_name='au')),
                ('with_detail', models.BooleanField(default=False, verbose_name='ligne à ligne')),
                ('shared_at', models.DateTimeField(verbose_name='partagé le')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='repris le')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='YearFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('code', models.CharField(max_length=40, verbose_name='chiffre')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='valeur')),
                ('basis', models.PositiveIntegerField(verbose_name='sur combien de faits')),
                ('kept_on', models.DateField(verbose_name='relevé le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='YearSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('opened_at', models.DateTimeField(verbose_name='ouverte le')),
                ('tasks', models.PositiveIntegerField(default=0, verbose_name='tâches créées')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='YearTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('title', models.CharField(max_length=160, verbose_name='titre')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='précision')),
                ('activity', models.CharField(choices=[('advice', 'Conseil et accompagnement'), ('equipment', 'Disponibilité du matériel'), ('services', 'Services en ligne'), ('mission', 'La mission elle-même')], max_length=10, verbose_name='activité')),
                ('owner', models.CharField(choices=[('digital_lead', 'Référent numérique'), ('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('bursar', 'Gestionnaire')], max_length=12, verbose_name='à qui')),
                ('due_on', models.DateField(verbose_name='pour le')),
                ('is_to_check', models.BooleanField(default=False, verbose_name='date ou tâche à vérifier')),
                ('remind_days', models.PositiveSmallIntegerField(default=7, verbose_name='rappel, jours avant')),
                ('state', models.CharField(choices=[('todo', 'À faire'), ('taken', 'En cours'), ('done', 'Faite'), ('aside', 'Écartée')], default=fanal.missions.rules.codes.TaskState['TODO'], max_length=6, verbose_name='état')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='pourquoi écartée')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='faite ou écartée le')),
                ('changed_at', models.DateTimeField(verbose_name='changée le')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='rappelée le')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='online_services.onlineservice')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='missions.tasktemplate')),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='premier jour')),
                ('last_day', models.DateField(verbose_name='dernier jour')),
                ('answers_from', models.DateField(blank=True, null=True, verbose_name='réponse à partir du')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('substitute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='absence_in_order'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), ('person', '='), (models.Func('first_day', 'last_day', models.Value('[]'), function='daterange'), '&&')], name='absence_once_at_a_time'), fanal.core.tenancy.SameSchool('person', name='missions_absence_same_school'), fanal.core.tenancy.SameSchool('substitute', name='missions_absence_same_school'), fanal.core.tenancy.SameSchool('said_by', name='missions_absence_same_school')],
            },
        ),
        migrations.CreateModel(
            name='AccessPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='où se trouvent les accès')),
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
            name='CouncilOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('body', models.CharField(choices=[('pedagogical', 'Conseil pédagogique'), ('board', 'Conseil d’administration'), ('teachers', 'Consultation des enseignants')], max_length=11, verbose_name='instance')),
                ('held_on', models.DateField(verbose_name='séance du')),
                ('outcome', models.CharField(choices=[('favourable', 'Favorable'), ('unfavourable', 'Défavorable'), ('noted', 'Pris acte')], max_length=12, verbose_name='avis')),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='pour')),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='contre')),
                ('abstentions', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='abstentions')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='remarque')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'school_year', 'body', 'held_on'), name='council_opinion_once')],
            },
        ),
        migrations.CreateModel(
            name='HandoverNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='note')),
                ('written_at', models.DateTimeField(verbose_name='écrite le')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'author'), name='handover_note_once'), fanal.core.tenancy.SameSchool('author', name='missions_handovernote_same_school')],
            },
        ),
        migrations.AddConstraint(
            model_name='impenvelope',
            constraint=models.UniqueConstraint(fields=('school', 'school_year'), name='imp_envelope_once'),
        ),
        migrations.AddConstraint(
            model_name='impenvelope',
            constraint=models.CheckConstraint(condition=models.Q(('first_month__in', [11, 10])), name='imp_envelope_first_month'),
        ),
        migrations.AddConstraint(
            model_name='letterscan',
            constraint=models.UniqueConstraint(fields=('school', 'letter', 'sha256'), name='letter_scan_once'),
        ),
        migrations.AddConstraint(
            model_name='letterscan',
            constraint=fanal.core.tenancy.SameSchool('letter', name='missions_letterscan_same_school'),
        ),
        migrations.AddConstraint(
            model_name='needsassessment',
            constraint=models.UniqueConstraint(fields=('school', 'school_year'), name='needs_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='needsassessment',
            constraint=fanal.core.tenancy.SameSchool('written_by', name='missions_needsassessment_same_school'),
        ),
        migrations.AddIndex(
            model_name='owntraining',
            index=models.Index(fields=['school', 'person', 'day'], name='own_training_by_day'),
        ),
        migrations.AddConstraint(
            model_name='owntraining',
            constraint=models.CheckConstraint(condition=models.Q(('people__isnull', True), ('way', 'given'), _connector='OR'), name='training_people_if_given'),
        ),
        migrations.AddConstraint(
            model_name='owntraining',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_owntraining_same_school'),
        ),
        migrations.AddConstraint(
            model_name='particularmission',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='mission_number_once'),
        ),
        migrations.AddConstraint(
            model_name='particularmission',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'digital')), fields=('school', 'school_year'), name='mission_digital_once'),
        ),
        migrations.AddConstraint(
            model_name='missionshare',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='mission_share_percent'),
        ),
        migrations.AddConstraint(
            model_name='missionshare',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='mission_share_in_order'),
        ),
        migrations.AddConstraint(
            model_name='missionshare',
            constraint=models.UniqueConstraint(fields=('school', 'mission', 'part', 'person', 'starts_on'), name='mission_share_once'),
        ),
        migrations.AddConstraint(
            model_name='missionshare',
            constraint=fanal.core.tenancy.SameSchool('mission', name='missions_missionshare_same_school'),
        ),
        migrations.AddConstraint(
            model_name='missionshare',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_missionshare_same_school'),
        ),
        migrations.AddIndex(
            model_name='missionletter',
            index=models.Index(fields=['school', 'person'], name='letter_by_person'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=models.UniqueConstraint(fields=('school', 'number', 'version'), name='letter_version_once'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'shared'])), fields=('school', 'number'), name='letter_written_once'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='letter_in_order'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'shared']), ('agreed_on__isnull', False), _connector='OR'), name='letter_agreed'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='letter_signed'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=fanal.core.tenancy.SameSchool('mission', name='missions_missionletter_same_school'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_missionletter_same_school'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='imp_proposal_number_once'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'to_present', 'proposed', 'decided'])), fields=('school', 'mission', 'person', 'task'), name='imp_proposal_once'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=models.CheckConstraint(condition=models.Q(('quarters__gt', 0)), name='imp_proposal_positive'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['to_present', 'proposed', 'decided']), _negated=True), ('agreed_on__isnull', False), _connector='OR'), name='imp_proposal_agreed'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('declined_on__isnull', True), _connector='OR'), name='imp_proposal_one_answer'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=fanal.core.tenancy.SameSchool('envelope', name='missions_impproposal_same_school'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=fanal.core.tenancy.SameSchool('mission', name='missions_impproposal_same_school'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_impproposal_same_school'),
        ),
        migrations.AddConstraint(
            model_name='partneed',
            constraint=models.UniqueConstraint(fields=('school', 'mission', 'part'), name='part_need_once'),
        ),
        migrations.AddConstraint(
            model_name='partneed',
            constraint=models.CheckConstraint(condition=models.Q(('weight__lte', 100)), name='part_need_weight'),
        ),
        migrations.AddConstraint(
            model_name='partneed',
            constraint=fanal.core.tenancy.SameSchool('mission', name='missions_partneed_same_school'),
        ),
        migrations.AddConstraint(
            model_name='presencehour',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='presence_in_order'),
        ),
        migrations.AddConstraint(
            model_name='presencehour',
            constraint=models.UniqueConstraint(fields=('school', 'person', 'weekday', 'starts'), name='presence_hour_once'),
        ),
        migrations.AddConstraint(
            model_name='presencehour',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_presencehour_same_school'),
        ),
        migrations.AddConstraint(
            model_name='servicerelief',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'proposed', 'decided'])), fields=('school', 'mission', 'person'), name='relief_once'),
        ),
        migrations.AddConstraint(
            model_name='servicerelief',
            constraint=models.CheckConstraint(condition=models.Q(('halves__gt', 0)), name='relief_positive'),
        ),
        migrations.AddConstraint(
            model_name='servicerelief',
            constraint=fanal.core.tenancy.SameSchool('mission', name='missions_servicerelief_same_school'),
        ),
        migrations.AddConstraint(
            model_name='servicerelief',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_servicerelief_same_school'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.UniqueConstraint(fields=('school', 'proposal', 'since'), name='substitution_once'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='substitution_in_order'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=fanal.core.tenancy.SameSchool('proposal', name='missions_substitution_same_school'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_substitution_same_school'),
        ),
        migrations.AddConstraint(
            model_name='switchstep',
            constraint=models.UniqueConstraint(fields=('school', 'school_year', 'code'), name='switch_step_once'),
        ),
        migrations.AddConstraint(
            model_name='switchstep',
            constraint=fanal.core.tenancy.SameSchool('done_by', name='missions_switchstep_same_school'),
        ),
        migrations.AddConstraint(
            model_name='taskfeed',
            constraint=models.UniqueConstraint(fields=('school', 'person'), name='task_feed_once'),
        ),
        migrations.AddConstraint(
            model_name='taskfeed',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_taskfeed_same_school'),
        ),
        migrations.AddConstraint(
            model_name='tasktemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('school', 'code'), name='task_template_once'),
        ),
        migrations.AddConstraint(
            model_name='tasktemplate',
            constraint=models.CheckConstraint(condition=models.Q(('shift__range', (-200, 200)), ('weekday__lte', 6), ('remind_days__lte', 60)), name='task_template_in_bounds'),
        ),
        migrations.AddConstraint(
            model_name='weekpoint',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='week_point_number_once'),
        ),
        migrations.AddConstraint(
            model_name='weekpoint',
            constraint=models.UniqueConstraint(fields=('school', 'monday'), name='week_point_once_a_week'),
        ),
        migrations.AddConstraint(
            model_name='weekpoint',
            constraint=models.UniqueConstraint(condition=models.Q(('sent_at__isnull', True)), fields=('school',), name='week_point_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='weekpoint',
            constraint=fanal.core.tenancy.SameSchool('sent_by', name='missions_weekpoint_same_school'),
        ),
        migrations.AddIndex(
            model_name='pointline',
            index=models.Index(fields=['school', 'point'], name='point_line_of_point'),
        ),
        migrations.AddConstraint(
            model_name='pointline',
            constraint=fanal.core.tenancy.SameSchool('point', name='missions_pointline_same_school'),
        ),
        migrations.AddConstraint(
            model_name='pointline',
            constraint=fanal.core.tenancy.SameSchool('author', name='missions_pointline_same_school'),
        ),
        migrations.AddConstraint(
            model_name='pointline',
            constraint=fanal.core.tenancy.SameSchool('answered_by', name='missions_pointline_same_school'),
        ),
        migrations.AddConstraint(
            model_name='workdefault',
            constraint=models.UniqueConstraint(fields=('school', 'person', 'source'), name='work_default_once'),
        ),
        migrations.AddConstraint(
            model_name='workdefault',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 600))), name='work_default_in_bounds'),
        ),
        migrations.AddConstraint(
            model_name='workdefault',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_workdefault_same_school'),
        ),
        migrations.AddIndex(
            model_name='workentry',
            index=models.Index(fields=['school', 'person', 'day'], name='work_entry_by_day'),
        ),
        migrations.AddConstraint(
            model_name='workentry',
            constraint=models.UniqueConstraint(fields=('school', 'person', 'source', 'reference'), name='work_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='workentry',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 600))), name='work_entry_in_bounds'),
        ),
        migrations.AddConstraint(
            model_name='workentry',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_workentry_same_school'),
        ),
        migrations.AddConstraint(
            model_name='workshare',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='work_share_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='workshare',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('school', 'person', 'first_day', 'last_day'), name='work_share_once'),
        ),
        migrations.AddConstraint(
            model_name='workshare',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_workshare_same_school'),
        ),
        migrations.AddConstraint(
            model_name='yearfigure',
            constraint=models.UniqueConstraint(fields=('school', 'school_year', 'code'), name='year_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='yearswitch',
            constraint=models.UniqueConstraint(fields=('school', 'school_year'), name='year_opened_once'),
        ),
        migrations.AddConstraint(
            model_name='yearswitch',
            constraint=fanal.core.tenancy.SameSchool('opened_by', name='missions_yearswitch_same_school'),
        ),
        migrations.AddIndex(
            model_name='yeartask',
            index=models.Index(fields=['school', 'school_year', 'state', 'due_on'], name='year_task_by_day'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='year_task_number_once'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=models.UniqueConstraint(condition=models.Q(('template__isnull', False)), fields=('school', 'school_year', 'template'), name='year_task_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['todo', 'taken'])), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'aside'])), _connector='OR'), name='year_task_ended_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=models.CheckConstraint(condition=models.Q(('remind_days__lte', 60)), name='year_task_in_bounds'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=fanal.core.tenancy.SameSchool('template', name='missions_yeartask_same_school'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=fanal.core.tenancy.SameSchool('service', name='missions_yeartask_same_school'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=fanal.core.tenancy.SameSchool('person', name='missions_yeartask_same_school'),
        ),
        migrations.AddConstraint(
            model_name='yeartask',
            constraint=fanal.core.tenancy.SameSchool('ended_by', name='missions_yeartask_same_school'),
        ),
        *protect(
            "missions_absence",
            "missions_presencehour",
            "missions_taskfeed",
            "missions_handovernote",
            "missions_accessplace",
            "missions_impenvelope",
            "missions_particularmission",
            "missions_councilopinion",
            "missions_missionletter",
            "missions_letterscan",
            "missions_weekpoint",
            "missions_pointline",
            "missions_impproposal",
            "missions_servicerelief",
            "missions_substitution",
            "missions_needsassessment",
            "missions_partneed",
            "missions_missionshare",
            "missions_yearswitch",
            "missions_switchstep",
            "missions_yearfigure",
            "missions_tasktemplate",
            "missions_yeartask",
            "missions_owntraining",
            "missions_workentry",
            "missions_workdefault",
            "missions_workshare",
        ),
    ]
