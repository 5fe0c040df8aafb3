import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('equipment', '0001_places_and_equipment'),
        ('online_services', '0001_services'),
        ('service_status', '0001_states'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('text', models.TextField(error_messages={'blank': 'Dites en une phrase ce qui ne va pas.'}, max_length=4000, verbose_name='que se passe-t-il ?')),
                ('kind', models.CharField(choices=[('projector', 'Vidéoprojecteur'), ('computer', 'Ordinateur'), ('tablet', 'Tablette'), ('printer', 'Imprimante'), ('ent', 'ENT, Pronote'), ('account', 'Mot de passe'), ('network', 'Réseau, Wi-Fi'), ('software', 'Logiciel'), ('other', 'Autre')], default='other', max_length=12, verbose_name='sorte')),
                ('urgency', models.CharField(choices=[('blocked', 'Bloque mon cours'), ('annoying', 'Gênant'), ('can_wait', 'Peut attendre')], default='annoying', max_length=10, verbose_name='urgence')),
                ('state', models.CharField(choices=[('sent', 'Envoyée'), ('taken', 'Prise en charge'), ('waiting', 'En attente'), ('solved', 'Résolue'), ('closed', 'Terminée')], default='sent', max_length=10, verbose_name='étape')),
                ('waiting_for', models.CharField(blank=True, choices=[('requester', 'du demandeur'), ('authority', 'de la collectivité'), ('part', 'd’une pièce')], default='', max_length=10, verbose_name='en attente de')),
                ('waiting_until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('search_key', models.GeneratedField(db_persist=True, expression=models.Func('text', function='public.sort_key'), output_field=models.TextField())),
                ('mail_reference', models.CharField(blank=True, max_length=16, verbose_name='courriel reçu')),
                ('asked_at', models.DateTimeField(verbose_name='envoyée le')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='réponse prévue avant')),
                ('solved_at', models.DateTimeField(blank=True, null=True, verbose_name='résolue le')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                ('equipment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='equipment.equipment')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gathered', to='helpdesk.helprequest')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='accounts.person')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='equipment.room')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='online_services.onlineservice')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'state', '-asked_at'], name='request_by_state'),
                    models.Index(fields=['school', 'requester', '-asked_at'], name='request_of_person'),
                    models.Index(fields=['school', 'equipment', '-asked_at'], name='request_of_equipment'),
                    models.Index(fields=['school', 'room', '-asked_at'], name='request_of_room'),
                    models.Index(fields=['school', 'service', '-asked_at'], name='request_of_service'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='request_number_once'),
                    fanal.core.tenancy.SameSchool('requester', name='helpdesk_helprequest_same_school'),
                    fanal.core.tenancy.SameSchool('taken_by', name='helpdesk_helprequest_same_school'),
                    fanal.core.tenancy.SameSchool('room', name='helpdesk_helprequest_same_school'),
                    fanal.core.tenancy.SameSchool('equipment', name='helpdesk_helprequest_same_school'),
                    fanal.core.tenancy.SameSchool('service', name='helpdesk_helprequest_same_school'),
                    fanal.core.tenancy.SameSchool('merged_into', name='helpdesk_helprequest_same_school'),
                    models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('state', 'closed'), models.Q(('merged_into', models.F('pk')), _negated=True)), _connector='OR'), name='request_merged_is_closed'),
                    models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('waiting_for', ''), _connector='XOR'), name='request_waits_for_someone'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='request_closed_has_its_date'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('because_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='helpdesk.helprequest')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='helpdesk.helprequest')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'help_request', 'person'), name='follower_once'),
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_follower_same_school'),
                    fanal.core.tenancy.SameSchool('because_of', name='helpdesk_follower_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='helpdesk_follower_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_name', models.CharField(max_length=120, verbose_name='signé')),
                ('text', models.TextField(max_length=8000, verbose_name='message')),
                ('audience', models.CharField(choices=[('everyone', 'Visible du demandeur'), ('team', 'Visible de l’équipe seulement')], default='everyone', max_length=8, verbose_name='visible de')),
                ('channel', models.CharField(choices=[('page', ''), ('mail', 'par courriel'), ('link', 'par le lien reçu'), ('authority', 'par courriel'), ('told', 'à la collectivité, par courriel')], default='page', max_length=10, verbose_name='arrivé par')),
                ('mail_reference', models.CharField(blank=True, max_length=16, verbose_name='courriel reçu')),
                ('written_at', models.DateTimeField(verbose_name='écrit le')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='helpdesk.helprequest')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'help_request', 'written_at'], name='message_thread'),
                ],
                'constraints': [
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_message_same_school'),
                    fanal.core.tenancy.SameSchool('author', name='helpdesk_message_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(choices=[('each', 'Un courriel à chaque nouvelle'), ('digest', 'Un seul courriel par jour, qui rassemble tout'), ('needed', 'Seulement quand on attend quelque chose de moi')], default='each', max_length=8, verbose_name='courriels des demandes')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'person'), name='notice_choice_once'),
                    fanal.core.tenancy.SameSchool('person', name='helpdesk_noticechoice_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OutageLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(null=True, verbose_name='fin annoncée le')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outage_links', to='helpdesk.helprequest')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='service_status.stateperiod')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'period'], name='outage_links_of_period'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('told_at', None)), fields=('school', 'help_request'), name='outage_awaited_once'),
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_outagelink_same_school'),
                    fanal.core.tenancy.SameSchool('period', name='helpdesk_outagelink_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RequestFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('is_picture', models.BooleanField(verbose_name='image')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='helpdesk.helprequest')),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='helpdesk.message')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'help_request', 'sha256'), name='request_file_once'),
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_requestfile_same_school'),
                    fanal.core.tenancy.SameSchool('message', name='helpdesk_requestfile_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SeeAlso',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='helpdesk.helprequest')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='helpdesk.helprequest')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'first', 'second'), name='see_also_once'),
                    models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='see_also_in_one_order'),
                    fanal.core.tenancy.SameSchool('first', name='helpdesk_seealso_same_school'),
                    fanal.core.tenancy.SameSchool('second', name='helpdesk_seealso_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TimeSpent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='minutes')),
                ('day', models.DateField(verbose_name='jour')),
                ('noted_at', models.DateTimeField(verbose_name='noté le')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='times', to='helpdesk.helprequest')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'person', 'day'], name='time_of_person'),
                    models.Index(fields=['school', 'help_request'], name='time_of_request'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('minutes__range', (1, 600))), name='time_spent_is_of_one_day'),
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_timespent_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='helpdesk_timespent_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Transmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('sent', 'Transmise'), ('acknowledged', 'Reçue par eux'), ('planned', 'Intervention prévue'), ('done', 'Faite'), ('refused', 'Refusée')], default='sent', max_length=12, verbose_name='où en est-on')),
                ('external_number', models.CharField(blank=True, max_length=40, verbose_name='leur numéro')),
                ('promised_on', models.DateField(blank=True, null=True, verbose_name='promis pour le')),
                ('refusal', models.CharField(blank=True, max_length=400, verbose_name='motif du refus')),
                ('sent_at', models.DateTimeField(verbose_name='transmise le')),
                ('last_reminder_at', models.DateTimeField(blank=True, null=True, verbose_name='relancée le')),
                ('reminders', models.PositiveSmallIntegerField(default=0, verbose_name='relances')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée chez eux le')),
                ('message_ids', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=250), default=list, verbose_name='courriels échangés')),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.authority')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transmissions', to='helpdesk.helprequest')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'help_request'], name='transmission_of_request'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'help_request', 'authority'), name='transmission_once'),
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_transmission_same_school'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'refused'])), models.Q(models.Q(('state__in', ['done', 'refused']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='transmission_ended_has_its_date'),
                    models.CheckConstraint(condition=models.Q(('state', 'refused'), ('refusal', ''), _connector='XOR'), name='transmission_refused_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WaitingNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='clé d’unicité')),
                ('about', models.CharField(max_length=200, verbose_name='de quoi')),
                ('said', models.TextField(verbose_name='nouvelle')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('is_for_team', models.BooleanField(verbose_name='pour l’équipe')),
                ('needs_reader', models.BooleanField(verbose_name='attend quelque chose')),
                ('written_at', models.DateTimeField(verbose_name='écrite le')),
                ('help_request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='helpdesk.helprequest')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'person', 'written_at'], name='waiting_notice_by_person'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'key'), name='waiting_notice_once'),
                    fanal.core.tenancy.SameSchool('person', name='helpdesk_waitingnotice_same_school'),
                    fanal.core.tenancy.SameSchool('help_request', name='helpdesk_waitingnotice_same_school'),
                ],
            },
        ),
        *protect(
            "helpdesk_message",
            "helpdesk_transmission",
            "helpdesk_helprequest",
            "helpdesk_follower",
            "helpdesk_requestfile",
            "helpdesk_noticechoice",
            "helpdesk_waitingnotice",
            "helpdesk_outagelink",
            "helpdesk_seealso",
            "helpdesk_timespent",
        ),
    ]
