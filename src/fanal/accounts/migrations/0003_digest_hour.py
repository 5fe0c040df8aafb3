import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_enter_school'),
    ]

    operations = [
        migrations.AddField(
            model_name='school',
            name='digest_at',
            field=models.TimeField(default=datetime.time(17, 0), verbose_name='heure du récapitulatif'),
        ),
    ]
