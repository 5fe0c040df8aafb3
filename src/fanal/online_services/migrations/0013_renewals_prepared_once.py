"""An act says when what follows it was prepared: a draft that was given up does not come back each night."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("online_services", "0012_habits_of_a_service")]

    operations = [
        migrations.RenameField("designation", "reminded_on", "renewal_prepared_on"),
        migrations.AlterField(
            "designation",
            "renewal_prepared_on",
            models.DateField(null=True, verbose_name="suite préparée le"),
        ),
    ]
