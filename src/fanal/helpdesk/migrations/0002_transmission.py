import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
import fanal.helpdesk.rules.codes
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('helpdesk', '0001_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='channel',
            field=models.CharField(choices=[('page', ''), ('mail', 'par courriel'), ('link', 'par le lien reçu'), ('authority', 'par courriel')], default='page', max_length=10, verbose_name='arrivé par'),
        ),
        migrations.CreateModel(
            name='Transmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('sent', 'Transmise'), ('acknowledged', 'Reçue par eux'), ('planned', 'Intervention prévue'), ('done', 'Faite'), ('refused', 'Refusée')], default=fanal.helpdesk.rules.codes.AuthorityState['SENT'], max_length=12, verbose_name='où en est-on')),
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
                'indexes': [models.Index(fields=['school', 'help_request'], name='transmission_of_request')],
                'constraints': [models.UniqueConstraint(fields=('school', 'help_request', 'authority'), name='transmission_once'), fanal.core.tenancy.SameSchool('help_request', name='helpdesk_transmission_same_school'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'refused'])), models.Q(models.Q(('state__in', ['done', 'refused']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='transmission_ended_has_its_date'), models.CheckConstraint(condition=models.Q(('state', 'refused'), ('refusal', ''), _connector='XOR'), name='transmission_refused_says_why')],
            },
        ),
        *protect("helpdesk_transmission"),
    ]
