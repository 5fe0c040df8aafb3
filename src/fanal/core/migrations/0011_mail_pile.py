from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_import_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='arrivedmail',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='pourquoi'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='arrivedmail',
            name='state',
            field=models.CharField(choices=[('new', 'À classer'), ('filed', 'Classé'), ('lost', 'Sans établissement'), ('dropped', 'Écarté')], default='new', max_length=8),
        ),
        migrations.AlterField(
            model_name='mail',
            name='state',
            field=models.CharField(choices=[('queued', 'En attente d’envoi'), ('sent', 'Envoyé'), ('failed', 'Non remis'), ('held', 'Retenu'), ('kept', 'Gardé ici (démonstration)')], default='queued', max_length=8, verbose_name='état'),
        ),
    ]
