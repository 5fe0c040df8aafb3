import django.db.models.deletion
import fanal.core.mail.addresses
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('core', '0002_journal'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArrivedMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('raw', models.BinaryField(null=True)),
                ('size', models.BigIntegerField()),
                ('state', models.CharField(choices=[('new', 'À classer'), ('filed', 'Classé'), ('lost', 'Sans établissement')], default='new', max_length=8)),
                ('arrived_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True)),
                ('uid_validity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=fanal.core.mail.addresses.new_reference, max_length=16, verbose_name='référence')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='empreinte')),
                ('message_id', models.CharField(blank=True, max_length=250, verbose_name='Message-ID')),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='expéditeur')),
                ('sender_name', models.CharField(blank=True, max_length=120, verbose_name='nom affiché')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='objet')),
                ('text', models.TextField(blank=True, verbose_name='ce qui est nouveau')),
                ('whole_text', models.TextField(blank=True, verbose_name='le message entier')),
                ('attachments', models.JSONField(default=list, verbose_name='pièces jointes')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='réponse automatique')),
                ('is_generated', models.BooleanField(default=False, verbose_name='écrit par un logiciel')),
                ('thread_kind', models.CharField(blank=True, max_length=12, verbose_name='sorte de fil')),
                ('thread_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='fil annoncé')),
                ('is_proven', models.BooleanField(default=False, verbose_name='adresse de réponse authentique')),
                ('state', models.CharField(choices=[('new', 'À lire'), ('filed', 'Classé'), ('to_sort', 'À trier'), ('refused', 'Refusé'), ('discarded', 'Écarté')], default='new', max_length=10, verbose_name='état')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='pourquoi')),
                ('raw', models.BinaryField(null=True, verbose_name='original')),
                ('size', models.BigIntegerField(verbose_name='taille, en octets')),
                ('received_at', models.DateTimeField(verbose_name='reçu le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'state', '-received_at'], name='incoming_by_state')],
                'constraints': [models.UniqueConstraint(fields=('school', 'fingerprint'), name='incoming_mail_once'), models.UniqueConstraint(fields=('school', 'reference'), name='incoming_reference_once')],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='clé d’unicité')),
                ('reference', models.CharField(default=fanal.core.mail.addresses.new_reference, max_length=16, verbose_name='référence')),
                ('to', models.EmailField(max_length=254, verbose_name='destinataire')),
                ('subject', models.CharField(max_length=200, verbose_name='objet')),
                ('text', models.TextField(verbose_name='texte')),
                ('html', models.TextField(verbose_name='texte mis en forme')),
                ('headers', models.JSONField(default=dict, verbose_name='en-têtes')),
                ('reply_to', models.CharField(blank=True, max_length=200, verbose_name='adresse de réponse')),
                ('message_id', models.CharField(max_length=250, verbose_name='Message-ID')),
                ('is_automatic', models.BooleanField(default=True, verbose_name='écrit par Fanal seul')),
                ('state', models.CharField(choices=[('queued', 'À envoyer'), ('sent', 'Envoyé'), ('failed', 'Non remis'), ('held', 'Retenu'), ('kept', 'Gardé ici (démonstration)')], default='queued', max_length=8, verbose_name='état')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='pourquoi')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                ('queued_at', models.DateTimeField(verbose_name='écrit le')),
                ('not_before', models.DateTimeField(verbose_name='pas avant')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'to', '-queued_at'], name='mail_by_recipient'), models.Index(fields=['school', '-queued_at'], name='mail_by_date'), models.Index(fields=['school', 'message_id'], name='mail_by_message_id')],
                'constraints': [models.UniqueConstraint(fields=('school', 'key'), name='mail_once'), models.UniqueConstraint(fields=('school', 'reference'), name='mail_reference_once')],
            },
        ),
        *protect("core_mail"),
        *protect("core_incomingmail"),
    ]
