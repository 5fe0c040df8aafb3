import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0002_weekly_needs")]

    operations = [
        migrations.RenameField("localtrainingrules", "notice_days", "list_days"),
        migrations.AlterField(
            model_name="localtrainingrules",
            name="list_days",
            field=models.PositiveSmallIntegerField(
                help_text="Combien de jours avant la formation la liste part. 56 jours font huit semaines.",
                validators=[django.core.validators.MaxValueValidator(365)],
                verbose_name="liste des participants, jours d’avance",
            ),
        ),
        migrations.AddField(
            model_name="localtrainingrules",
            name="campaign_until",
            field=models.DateField(
                blank=True,
                help_text="La fin de la campagne, comme l’académie l’annonce. Vide tant qu’elle n’est pas connue.",
                null=True,
                verbose_name="demandes reçues jusqu’au",
            ),
        ),
    ]
