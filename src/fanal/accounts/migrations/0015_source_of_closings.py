from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0014_partner_ends")]
    operations = [
        migrations.AddField(
            model_name="schoolholiday",
            name="source",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="source"),
        ),
        migrations.AddField(
            model_name="schoolholiday",
            name="is_certain",
            field=models.BooleanField(default=True, verbose_name="date certaine"),
        ),
    ]
