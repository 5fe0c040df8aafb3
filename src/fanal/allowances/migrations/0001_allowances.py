import django.contrib.postgres.fields
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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'school_year'), name='imp_envelope_once'),
                    models.CheckConstraint(condition=models.Q(('first_month__in', [11, 10])), name='imp_envelope_first_month'),
                ],
            },
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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='imp_proposal_number_once'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'to_present', 'proposed', 'decided'])), fields=('school', 'mission', 'person', 'task'), name='imp_proposal_once'),
                    models.CheckConstraint(condition=models.Q(('quarters__gt', 0)), name='imp_proposal_positive'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['to_present', 'proposed', 'decided']), _negated=True), ('agreed_on__isnull', False), _connector='OR'), name='imp_proposal_agreed'),
                    models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('declined_on__isnull', True), _connector='OR'), name='imp_proposal_one_answer'),
                    fanal.core.tenancy.SameSchool('envelope', name='allowances_impproposal_same_school'),
                    fanal.core.tenancy.SameSchool('mission', name='allowances_impproposal_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='allowances_impproposal_same_school'),
                ],
            },
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
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'proposed', 'decided'])), fields=('school', 'mission', 'person'), name='relief_once'),
                    models.CheckConstraint(condition=models.Q(('halves__gt', 0)), name='relief_positive'),
                    fanal.core.tenancy.SameSchool('mission', name='allowances_servicerelief_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='allowances_servicerelief_same_school'),
                ],
            },
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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'proposal', 'since'), name='substitution_once'),
                    models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='substitution_in_order'),
                    fanal.core.tenancy.SameSchool('proposal', name='allowances_substitution_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='allowances_substitution_same_school'),
                ],
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
        *protect(
            "allowances_impenvelope",
            "allowances_councilopinion",
            "allowances_impproposal",
            "allowances_servicerelief",
            "allowances_substitution",
        ),
    ]
