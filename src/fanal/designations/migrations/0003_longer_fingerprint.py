from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('designations', '0002_frozen_guard'),
    ]

    operations = [
        migrations.AlterField(
            model_name='designation',
            name='fingerprint',
            field=models.CharField(blank=True, max_length=20, verbose_name='empreinte imprimée'),
        ),
    ]
