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
            name='ServiceWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_public', models.BooleanField(default=False, verbose_name='montré sur la page publique')),
                ('address', models.CharField(blank=True, help_text='Celle de sa page d’accueil, en https://. Vide : rien n’est vérifié.', max_length=200, verbose_name='adresse vérifiée')),
                ('kinds', models.JSONField(default=list, verbose_name='vérifications')),
                ('is_authorized', models.BooleanField(default=False, verbose_name='l’hébergeur l’autorise')),
                ('minutes', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(1440)], verbose_name='une vérification toutes les, en minutes')),
                ('next_at', models.DateTimeField(null=True, verbose_name='prochaine vérification')),
                ('last_at', models.DateTimeField(null=True, verbose_name='dernière vérification')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='échecs de suite')),
                ('saw', models.CharField(blank=True, max_length=300, verbose_name='ce qu’elle a vu')),
                ('warns', models.CharField(blank=True, max_length=200, verbose_name='ce qui approche')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='watch', to='online_services.onlineservice')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'next_at'], name='watch_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('next_at__isnull', True), models.Q(('is_authorized', True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='watch_only_what_is_allowed'), fanal.core.tenancy.SameSchool('service', name='service_status_servicewatch_same_school')],
            },
        ),
        migrations.CreateModel(
            name='StatePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('ok', 'Fonctionne'), ('disturbed', 'Perturbé'), ('down', 'En panne'), ('planned', 'Maintenance prévue'), ('unknown', 'Inconnu')], max_length=10, verbose_name='état')),
                ('source', models.CharField(choices=[('declared', 'déclaré'), ('checked', 'vérifié par Fanal')], max_length=8, verbose_name='d’où')),
                ('reason', models.CharField(blank=True, help_text='Tout l’établissement le lit, et tout le monde si l’état est public : aucun nom.', max_length=200, verbose_name='ce qui se passe')),
                ('starts_at', models.DateTimeField(verbose_name='depuis')),
                ('expected_end', models.DateTimeField(null=True, verbose_name='fin prévue')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='fini le')),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_periods', to='online_services.onlineservice')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'service', '-starts_at'], name='states_of_a_service')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('source', 'checked')), fields=('school', 'service'), name='state_checked_once'), models.CheckConstraint(condition=models.Q(('expected_end__isnull', True), ('expected_end__gt', models.F('starts_at')), _connector='OR'), name='state_ends_after_it_starts'), fanal.core.tenancy.SameSchool('service', name='service_status_stateperiod_same_school'), fanal.core.tenancy.SameSchool('declared_by', name='service_status_stateperiod_same_school')],
            },
        ),
        *protect(
            "service_status_stateperiod",
            "service_status_servicewatch",
        ),
    ]
