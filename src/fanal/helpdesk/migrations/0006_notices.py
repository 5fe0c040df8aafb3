import django.db.models.deletion
import fanal.core.tenancy
import fanal.helpdesk.rules.rhythm
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_digest_hour'),
        ('helpdesk', '0005_sheets'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('each', 'Un courriel à chaque nouvelle'), ('digest', 'Un seul courriel par jour, qui rassemble tout'), ('needed', 'Seulement quand on attend quelque chose de moi')], default=fanal.helpdesk.rules.rhythm.Rhythm['EACH'], max_length=8, verbose_name='courriels des demandes')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'person'), name='notice_choice_once'), fanal.core.tenancy.SameSchool('person', name='helpdesk_noticechoice_same_school')],
            },
        ),
        migrations.CreateModel(
            name='WaitingNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='clé d’unicité')),
                ('about', models.CharField(max_length=200, verbose_name='demande')),
                ('said', models.TextField(verbose_name='nouvelle')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('is_for_team', models.BooleanField(verbose_name='pour l’équipe')),
                ('needs_reader', models.BooleanField(verbose_name='attend quelque chose')),
                ('written_at', models.DateTimeField(verbose_name='écrite le')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='helpdesk.helprequest')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'person', 'written_at'], name='waiting_notice_by_person')],
                'constraints': [models.UniqueConstraint(fields=('school', 'key'), name='waiting_notice_once'), fanal.core.tenancy.SameSchool('person', name='helpdesk_waitingnotice_same_school'), fanal.core.tenancy.SameSchool('help_request', name='helpdesk_waitingnotice_same_school')],
            },
        ),
        *protect("helpdesk_noticechoice", "helpdesk_waitingnotice"),
    ]
