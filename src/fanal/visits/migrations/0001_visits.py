import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('helpdesk', '0001_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('day', models.DateField(error_messages={'blank': 'Donnez le jour du passage.'}, verbose_name='jour')),
                ('half', models.CharField(choices=[('am', 'Le matin'), ('pm', 'L’après-midi'), ('all', 'Dans la journée')], default='all', max_length=10, verbose_name='moment')),
                ('contact', models.CharField(blank=True, help_text='La loge, une personne, un code d’accès à demander. Visible de l’équipe et du technicien.', max_length=200, verbose_name='qui demander en arrivant')),
                ('state', models.CharField(choices=[('planned', 'Prévu'), ('done', 'Fait'), ('cancelled', 'Annulé')], default='planned', max_length=10, verbose_name='état')),
                ('planned_by', models.CharField(max_length=120, verbose_name='annoncé par')),
                ('planned_at', models.DateTimeField(verbose_name='annoncé le')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='fait ou annulé le')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'state', 'day'], name='visit_by_day'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='visit_number_once'),
                    models.CheckConstraint(condition=models.Q(('state', 'planned'), ('ended_at__isnull', False), _connector='XOR'), name='visit_ended_has_its_date'),
                ],
            },
        ),
        migrations.CreateModel(
            name='VisitLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(blank=True, choices=[('solved', 'Résolue'), ('to_do', 'Reste à faire'), ('cancelled', 'Passage annulé')], default='', max_length=10, verbose_name='résultat')),
                ('word', models.CharField(blank=True, max_length=400, verbose_name='précision')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visit_lines', to='helpdesk.helprequest')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='visits.visit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'visit', 'help_request'), name='visit_line_once'),
                    models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('school', 'help_request'), name='visit_line_open_once'),
                    fanal.core.tenancy.SameSchool('visit', name='visits_visitline_same_school'),
                    fanal.core.tenancy.SameSchool('help_request', name='visits_visitline_same_school'),
                ],
            },
        ),
        *protect(
            "visits_visit",
            "visits_visitline",
        ),
    ]
