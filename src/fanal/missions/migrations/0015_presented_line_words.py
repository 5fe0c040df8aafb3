from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0014_presented_on'),
    ]

    operations = [
        migrations.AlterField(
            model_name='impproposal',
            name='state',
            field=models.CharField(
                choices=[
                    ('draft', 'En préparation'),
                    ('to_present', 'Présentée aux instances'),
                    ('proposed', 'Proposée au recteur'),
                    ('decided', 'Décidée par le recteur'),
                    ('refused', 'Refusée par le recteur'),
                    ('withdrawn', 'Retirée'),
                ],
                default='draft',
                max_length=10,
                verbose_name='état',
            ),
        ),
    ]
