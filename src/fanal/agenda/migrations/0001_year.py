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
            name='TaskTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(blank=True, max_length=40, verbose_name='code')),
                ('title', models.CharField(error_messages={'blank': 'Dites ce qu’il y a à faire.'}, max_length=160, verbose_name='titre')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='précision')),
                ('activity', models.CharField(choices=[('advice', 'Conseil et accompagnement'), ('equipment', 'Disponibilité du matériel'), ('services', 'Services en ligne'), ('mission', 'La mission elle-même')], max_length=10, verbose_name='activité')),
                ('owner', models.CharField(choices=[('digital_lead', 'Référent numérique'), ('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('bursar', 'Gestionnaire')], max_length=12, verbose_name='à quelle fonction')),
                ('anchor', models.CharField(choices=[('teachers_back', 'la prérentrée'), ('pupils_back', 'la rentrée des élèves'), ('autumn', 'le début des vacances de la Toussaint'), ('autumn_back', 'la reprise après la Toussaint'), ('christmas', 'le début des vacances de Noël'), ('christmas_back', 'la reprise de janvier'), ('winter', 'le début des vacances d’hiver'), ('winter_back', 'la reprise après les vacances d’hiver'), ('spring', 'le début des vacances de printemps'), ('spring_back', 'la reprise après les vacances de printemps'), ('lessons_end', 'la fin des cours'), ('m09', 'le 1er septembre'), ('m10', 'le 1er octobre'), ('m11', 'le 1er novembre'), ('m12', 'le 1er décembre'), ('m01', 'le 1er janvier'), ('m02', 'le 1er février'), ('m03', 'le 1er mars'), ('m04', 'le 1er avril'), ('m05', 'le 1er mai'), ('m06', 'le 1er juin'), ('m07', 'le 1er juillet'), ('m08', 'le 1er août')], max_length=16, verbose_name='repère')),
                ('shift', models.SmallIntegerField(default=0, verbose_name='décalage')),
                ('unit', models.CharField(choices=[('days', 'jours'), ('weeks', 'semaines'), ('open_days', 'jours de classe')], default='days', max_length=10, verbose_name='unité')),
                ('snap', models.CharField(choices=[('exact', 'ce jour-là'), ('week', 'le jour choisi de cette semaine-là'), ('next', 'le jour choisi, à partir de là'), ('last', 'le jour choisi, avant cette date')], default='exact', max_length=6, verbose_name='jour')),
                ('weekday', models.PositiveSmallIntegerField(default=0, verbose_name='jour de la semaine')),
                ('remind_days', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='rappel, combien de jours avant')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('certainty', models.CharField(choices=[('read', 'lu dans une source'), ('told', 'rapporté, à vérifier'), ('to_check', 'à vérifier'), ('own', 'établi par l’établissement')], default='own', max_length=8, verbose_name='certitude')),
                ('is_used', models.BooleanField(default=True, verbose_name='créée chaque année')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('school', 'code'), name='task_template_once'),
                    models.CheckConstraint(condition=models.Q(('shift__range', (-200, 200)), ('weekday__lte', 6), ('remind_days__lte', 60)), name='task_template_in_bounds'),
                ],
            },
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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'school_year', 'code'), name='year_figure_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='YearRollover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('opened_at', models.DateTimeField(verbose_name='ouverte le')),
                ('tasks', models.PositiveIntegerField(default=0, verbose_name='tâches créées')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'school_year'), name='year_opened_once'),
                    fanal.core.tenancy.SameSchool('opened_by', name='agenda_yearrollover_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='YearTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('title', models.CharField(error_messages={'blank': 'Dites ce qu’il y a à faire.'}, max_length=160, verbose_name='titre')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='précision')),
                ('activity', models.CharField(choices=[('advice', 'Conseil et accompagnement'), ('equipment', 'Disponibilité du matériel'), ('services', 'Services en ligne'), ('mission', 'La mission elle-même')], max_length=10, verbose_name='activité')),
                ('owner', models.CharField(choices=[('digital_lead', 'Référent numérique'), ('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('bursar', 'Gestionnaire')], max_length=12, verbose_name='à quelle fonction')),
                ('due_on', models.DateField(verbose_name='pour le')),
                ('is_to_check', models.BooleanField(default=False, verbose_name='date ou tâche à vérifier')),
                ('remind_days', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='rappel, combien de jours avant')),
                ('state', models.CharField(choices=[('todo', 'À faire'), ('taken', 'En cours'), ('done', 'Faite'), ('aside', 'Écartée')], default='todo', max_length=6, verbose_name='état')),
                ('reason', models.CharField(blank=True, help_text='Gardé avec la tâche : l’an prochain, quelqu’un se le demandera.', max_length=300, verbose_name='pourquoi écartée')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='faite ou écartée le')),
                ('changed_at', models.DateTimeField(verbose_name='changée le')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='rappelée le')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(blank=True, help_text='Elle en est rappelée, même hors de l’équipe, et ne voit que ses tâches.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person', verbose_name='ou à une personne')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='online_services.onlineservice')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agenda.tasktemplate')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'school_year', 'state', 'due_on'], name='year_task_by_day'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='year_task_number_once'),
                    models.UniqueConstraint(condition=models.Q(('template__isnull', False)), fields=('school', 'school_year', 'template'), name='year_task_once_a_year'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['todo', 'taken'])), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'aside'])), _connector='OR'), name='year_task_ended_has_its_date'),
                    models.CheckConstraint(condition=models.Q(('remind_days__lte', 60)), name='year_task_in_bounds'),
                    fanal.core.tenancy.SameSchool('template', name='agenda_yeartask_same_school'),
                    fanal.core.tenancy.SameSchool('service', name='agenda_yeartask_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='agenda_yeartask_same_school'),
                    fanal.core.tenancy.SameSchool('ended_by', name='agenda_yeartask_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RolloverStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('code', models.CharField(max_length=20, verbose_name='étape')),
                ('done_at', models.DateTimeField(verbose_name='cochée le')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'school_year', 'code'), name='switch_step_once'), fanal.core.tenancy.SameSchool('done_by', name='agenda_rolloverstep_same_school')],
            },
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
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'person'), name='task_feed_once'), fanal.core.tenancy.SameSchool('person', name='agenda_taskfeed_same_school')],
            },
        ),
        *protect(
            "agenda_taskfeed",
            "agenda_yearrollover",
            "agenda_rolloverstep",
            "agenda_yearfigure",
            "agenda_tasktemplate",
            "agenda_yeartask",
        ),
    ]
