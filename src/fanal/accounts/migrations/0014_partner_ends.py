from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_school_open_until")]
    operations = [
        migrations.AddField(
            model_name="school",
            name="partner_ends",
            field=models.JSONField(blank=True, default=dict, verbose_name="accès de partenaires arrêtés"),
        ),
    ]
