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
            name='WorkDefault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40, verbose_name='d’où')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'person', 'source'), name='work_default_once'), models.CheckConstraint(condition=models.Q(('minutes__range', (1, 600))), name='work_default_in_bounds'), fanal.core.tenancy.SameSchool('person', name='work_log_workdefault_same_school')],
            },
        ),
        migrations.CreateModel(
            name='WorkEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='quel jour')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='minutes')),
                ('activity', models.CharField(choices=[('advice', 'Conseil et accompagnement'), ('equipment', 'Disponibilité du matériel'), ('services', 'Services en ligne'), ('mission', 'La mission elle-même')], error_messages={'blank': 'Choisissez une activité.'}, max_length=10, verbose_name='activité')),
                ('part', models.CharField(blank=True, max_length=20, verbose_name='partie')),
                ('what', models.CharField(blank=True, help_text='Sans nom d’élève ni de collègue : ce carnet peut être montré.', max_length=200, verbose_name='quelques mots')),
                ('source', models.CharField(default='manual', max_length=40, verbose_name='d’où')),
                ('reference', models.CharField(max_length=40, verbose_name='repère')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='combien')),
                ('is_corrected', models.BooleanField(default=False, verbose_name='corrigée')),
                ('is_aside', models.BooleanField(default=False, verbose_name='écartée')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'person', 'day'], name='work_entry_by_day')],
                'constraints': [models.UniqueConstraint(fields=('school', 'person', 'source', 'reference'), name='work_entry_once'), models.CheckConstraint(condition=models.Q(('minutes__range', (1, 600))), name='work_entry_in_bounds'), fanal.core.tenancy.SameSchool('person', name='work_log_workentry_same_school')],
            },
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
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='work_share_days_in_order'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('school', 'person', 'first_day', 'last_day'), name='work_share_once'), fanal.core.tenancy.SameSchool('person', name='work_log_workshare_same_school')],
            },
        ),
        *protect(
            "work_log_workentry",
            "work_log_workdefault",
            "work_log_workshare",
        ),
    ]
