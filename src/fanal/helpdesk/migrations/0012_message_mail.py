from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0011_outage_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='mail_reference',
            field=models.CharField(blank=True, default='', max_length=16, verbose_name='courriel reçu'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='helprequest',
            name='mail_reference',
            field=models.CharField(blank=True, default='', max_length=16, verbose_name='courriel reçu'),
            preserve_default=False,
        ),
    ]
