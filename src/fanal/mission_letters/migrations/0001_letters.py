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
            options={
                'indexes': [
                    models.Index(fields=['school', 'person'], name='letter_by_person'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number', 'version'), name='letter_version_once'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'shared'])), fields=('school', 'number'), name='letter_written_once'),
                    models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='letter_in_order'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'shared']), ('agreed_on__isnull', False), _connector='OR'), name='letter_agreed'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='letter_signed'),
                    fanal.core.tenancy.SameSchool('mission', name='mission_letters_missionletter_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='mission_letters_missionletter_same_school'),
                ],
            },
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
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='mission_letters.missionletter')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'letter', 'sha256'), name='letter_scan_once'),
                    fanal.core.tenancy.SameSchool('letter', name='mission_letters_letterscan_same_school'),
                ],
            },
        ),
        *protect(
            "mission_letters_missionletter",
            "mission_letters_letterscan",
        ),
    ]
