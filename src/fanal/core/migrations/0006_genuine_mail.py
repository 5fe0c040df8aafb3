from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_saved_views'),
    ]

    operations = [
        migrations.AddField(
            model_name='incomingmail',
            name='is_genuine',
            field=models.BooleanField(default=True, verbose_name='domaine de l’expéditeur vérifié'),
        ),
    ]
