from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('online_services', '0015_fingerprint_of_the_paper'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reviewedright',
            name='source',
            field=models.CharField(
                choices=[
                    ('act', 'Désigné par un acte'),
                    ('head', 'Chef d’établissement, de droit'),
                    ('expected', 'Prévu par la direction, sans acte'),
                    ('admin', 'Droits non prévus, vus dans le service'),
                    ('shared', 'Compte partagé ou générique'),
                    ('orphan', 'Le titulaire est parti, ou inconnu'),
                    ('said', 'Ajouté pendant la revue'),
                ],
                max_length=8,
                verbose_name='connu par',
            ),
        ),
    ]
