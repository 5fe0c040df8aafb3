from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_journal_of_person'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='words',
            field=models.JSONField(default=dict, verbose_name='mots du fichier et les nôtres'),
        ),
        migrations.AddField(
            model_name='import',
            name='skipped',
            field=models.JSONField(default=list, verbose_name='lignes laissées de côté'),
        ),
        migrations.AddField(
            model_name='import',
            name='undone_at',
            field=models.DateTimeField(null=True, verbose_name='annulé le'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('applied_at__isnull', False), _connector='OR'), name='import_undone_was_applied'),
        ),
    ]
