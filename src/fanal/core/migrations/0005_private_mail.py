from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_longer_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='is_private',
            field=models.BooleanField(default=False, verbose_name='pour son destinataire seul'),
        ),
    ]
