import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('missions', '0001_mission'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImpEnvelope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('quarters', models.PositiveSmallIntegerField(verbose_name='enveloppe, en quarts d’IMP')),
                ('notified_on', models.DateField(blank=True, null=True, verbose_name='notifiée le')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='référence du courrier')),
                ('first_month', models.PositiveSmallIntegerField(choices=[(11, 'novembre (jusqu’à juillet)'), (10, 'octobre (jusqu’à juin)')], default=11, help_text='Selon les académies : demandez au rectorat si vous ne savez pas.', verbose_name='premier neuvième payé en')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='ImpProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('task', models.CharField(blank=True, help_text='Pour distinguer deux lignes d’une même personne : accompagnement, services en ligne…', max_length=120, verbose_name='tâche')),
                ('quarters', models.PositiveSmallIntegerField(verbose_name='taux, en quarts d’IMP')),
                ('standing', models.CharField(choices=[('teacher', 'Enseignant (documentaliste compris)'), ('cpe', 'CPE'), ('tzr', 'TZR affecté à l’année'), ('contract', 'Enseignant contractuel'), ('cpge', 'Enseignant à service complet en CPGE'), ('ddfpt', 'DDFPT'), ('segpa', 'Directeur adjoint chargé de SEGPA'), ('staff', 'Personnel non enseignant (AED, AESH, administratif…)'), ('other', 'Autre')], default='teacher', max_length=8, verbose_name='qualité')),
                ('is_whole_year', models.BooleanField(default=True, verbose_name='toute l’année : payée par neuvièmes (sinon, une fois le travail fait)')),
                ('has_pacte', models.BooleanField(default=False, verbose_name='une part de Pacte existe déjà pour cette tâche')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='accord de la personne')),
                ('agreed_in_person', models.BooleanField(default=False, verbose_name='accord donné dans Fanal')),
                ('declined_on', models.DateField(blank=True, null=True, verbose_name='la personne n’est pas d’accord')),
                ('declined_word', models.CharField(blank=True, max_length=300, verbose_name='son mot')),
                ('state', models.CharField(choices=[('draft', 'En préparation'), ('to_present', 'Présentée aux instances'), ('proposed', 'Proposée au recteur'), ('decided', 'Décidée par le recteur'), ('refused', 'Refusée par le recteur'), ('withdrawn', 'Retirée')], default='draft', max_length=10, verbose_name='état')),
                ('presented_on', models.DateField(blank=True, null=True, verbose_name='présentée le')),
                ('heard_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=11), default=list, verbose_name='présentée à')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décision du recteur')),
                ('envelope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='allowances.impenvelope')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='missions.particularmission')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='personne')),
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
                ('ends_on', models.DateField(verbose_name='au, ce jour compris')),
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
                ('pay', models.CharField(choices=[('indemnity', 'Indemnité pour mission particulière'), ('relief', 'Allègement de service'), ('none', 'Aucune, ou pas encore décidée')], default='none', help_text='Sans montant : il se lit dans la proposition d’indemnité.', max_length=10, verbose_name='rémunération')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='accord de la personne')),
                ('agreed_in_person', models.BooleanField(default=False, verbose_name='accord donné dans Fanal')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signée sur papier le')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='missions.particularmission')),
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
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='allowances.missionletter')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceRelief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('halves', models.PositiveSmallIntegerField(verbose_name='heures par semaine, en demi-heures')),
                ('reason', models.TextField(help_text='D’après deux pages syndicales (à vérifier), l’allègement se comprend quand la mission est trop lourde pour s’ajouter au service ; sinon, l’indemnité. Il est proposé par le conseil d’administration et attribué par le recteur.', max_length=1000, verbose_name='pourquoi un allègement')),
                ('state', models.CharField(choices=[('draft', 'À présenter au conseil d’administration'), ('proposed', 'Proposé par le conseil d’administration'), ('decided', 'Attribué par le recteur'), ('refused', 'Refusé'), ('withdrawn', 'Retiré')], default='draft', max_length=10, verbose_name='état')),
                ('board_on', models.DateField(blank=True, null=True, verbose_name='séance du conseil d’administration')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='décision du recteur')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='missions.particularmission')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='personne')),
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
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='qui reprend la mission')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='allowances.impproposal')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='CouncilOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('body', models.CharField(choices=[('pedagogical', 'Conseil pédagogique'), ('board', 'Conseil d’administration'), ('teachers', 'Consultation des enseignants')], max_length=11, verbose_name='instance')),
                ('held_on', models.DateField(verbose_name='séance du')),
                ('outcome', models.CharField(choices=[('favourable', 'Favorable'), ('unfavourable', 'Défavorable'), ('noted', 'Pris acte')], max_length=12, verbose_name='avis')),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200)], verbose_name='pour')),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200)], verbose_name='contre')),
                ('abstentions', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(200)], verbose_name='abstentions')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='remarque')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'school_year', 'body', 'held_on'), name='council_opinion_once')],
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
            constraint=fanal.core.tenancy.SameSchool('envelope', name='allowances_impproposal_same_school'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=fanal.core.tenancy.SameSchool('mission', name='allowances_impproposal_same_school'),
        ),
        migrations.AddConstraint(
            model_name='impproposal',
            constraint=fanal.core.tenancy.SameSchool('person', name='allowances_impproposal_same_school'),
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
            constraint=fanal.core.tenancy.SameSchool('mission', name='allowances_missionletter_same_school'),
        ),
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=fanal.core.tenancy.SameSchool('person', name='allowances_missionletter_same_school'),
        ),
        migrations.AddConstraint(
            model_name='letterscan',
            constraint=models.UniqueConstraint(fields=('school', 'letter', 'sha256'), name='letter_scan_once'),
        ),
        migrations.AddConstraint(
            model_name='letterscan',
            constraint=fanal.core.tenancy.SameSchool('letter', name='allowances_letterscan_same_school'),
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
            constraint=fanal.core.tenancy.SameSchool('mission', name='allowances_servicerelief_same_school'),
        ),
        migrations.AddConstraint(
            model_name='servicerelief',
            constraint=fanal.core.tenancy.SameSchool('person', name='allowances_servicerelief_same_school'),
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
            constraint=fanal.core.tenancy.SameSchool('proposal', name='allowances_substitution_same_school'),
        ),
        migrations.AddConstraint(
            model_name='substitution',
            constraint=fanal.core.tenancy.SameSchool('person', name='allowances_substitution_same_school'),
        ),
        *protect(
            "allowances_impenvelope",
            "allowances_councilopinion",
            "allowances_missionletter",
            "allowances_letterscan",
            "allowances_impproposal",
            "allowances_servicerelief",
            "allowances_substitution",
        ),
    ]
