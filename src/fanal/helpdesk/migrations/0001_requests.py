import django.db.models.deletion
import fanal.core.tenancy
import fanal.helpdesk.rules.codes
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('equipment', '0001_places_and_equipment'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('text', models.TextField(max_length=4000, verbose_name='que se passe-t-il ?')),
                ('kind', models.CharField(choices=[('projector', 'Vidéoprojecteur'), ('computer', 'Ordinateur'), ('tablet', 'Tablette'), ('printer', 'Imprimante'), ('ent', 'ENT, Pronote'), ('account', 'Mot de passe'), ('network', 'Réseau, Wi-Fi'), ('software', 'Logiciel'), ('other', 'Autre')], max_length=12, verbose_name='sorte')),
                ('urgency', models.CharField(choices=[('blocked', 'Bloque mon cours'), ('annoying', 'Gênant'), ('can_wait', 'Peut attendre')], default=fanal.helpdesk.rules.codes.Urgency['ANNOYING'], max_length=10, verbose_name='urgence')),
                ('state', models.CharField(choices=[('sent', 'Envoyée'), ('taken', 'Prise en charge'), ('waiting', 'En attente'), ('solved', 'Résolue'), ('closed', 'Terminée')], default=fanal.helpdesk.rules.codes.State['SENT'], max_length=10, verbose_name='étape')),
                ('waiting_for', models.CharField(blank=True, choices=[('requester', 'de vous'), ('authority', 'de la collectivité'), ('part', 'd’une pièce')], default='', max_length=10, verbose_name='en attente de')),
                ('waiting_until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('asked_at', models.DateTimeField(verbose_name='envoyée le')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='réponse prévue avant')),
                ('solved_at', models.DateTimeField(blank=True, null=True, verbose_name='résolue le')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                ('equipment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='equipment.equipment')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='accounts.person')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='equipment.room')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='helpdesk.helprequest')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_name', models.CharField(max_length=120, verbose_name='signé')),
                ('text', models.TextField(max_length=8000, verbose_name='message')),
                ('audience', models.CharField(choices=[('everyone', 'Visible du demandeur'), ('team', 'Visible de l’équipe seulement')], default='everyone', max_length=8, verbose_name='visible de')),
                ('written_at', models.DateTimeField(verbose_name='écrit le')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('help_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='helpdesk.helprequest')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.AddIndex(
            model_name='helprequest',
            index=models.Index(fields=['school', 'state', '-asked_at'], name='request_by_state'),
        ),
        migrations.AddIndex(
            model_name='helprequest',
            index=models.Index(fields=['school', 'requester', '-asked_at'], name='request_of_person'),
        ),
        migrations.AddIndex(
            model_name='helprequest',
            index=models.Index(fields=['school', 'equipment', '-asked_at'], name='request_of_equipment'),
        ),
        migrations.AddIndex(
            model_name='helprequest',
            index=models.Index(fields=['school', 'room', '-asked_at'], name='request_of_room'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='request_number_once'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=fanal.core.tenancy.SameSchool('requester', name='helpdesk_helprequest_same_school'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=fanal.core.tenancy.SameSchool('taken_by', name='helpdesk_helprequest_same_school'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=fanal.core.tenancy.SameSchool('room', name='helpdesk_helprequest_same_school'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=fanal.core.tenancy.SameSchool('equipment', name='helpdesk_helprequest_same_school'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('waiting_for', ''), _connector='XOR'), name='request_waits_for_someone'),
        ),
        migrations.AddConstraint(
            model_name='helprequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='request_closed_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='follower',
            constraint=models.UniqueConstraint(fields=('school', 'help_request', 'person'), name='follower_once'),
        ),
        migrations.AddConstraint(
            model_name='follower',
            constraint=fanal.core.tenancy.SameSchool('help_request', name='helpdesk_follower_same_school'),
        ),
        migrations.AddConstraint(
            model_name='follower',
            constraint=fanal.core.tenancy.SameSchool('person', name='helpdesk_follower_same_school'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['school', 'help_request', 'written_at'], name='message_thread'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=fanal.core.tenancy.SameSchool('help_request', name='helpdesk_message_same_school'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=fanal.core.tenancy.SameSchool('author', name='helpdesk_message_same_school'),
        ),
        *protect("helpdesk_helprequest"),
        *protect("helpdesk_follower"),
        *protect("helpdesk_message"),
    ]
