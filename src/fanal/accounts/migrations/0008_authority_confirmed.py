"""A school that names an authority is believed once somebody confirms it. Those known so far stay believed."""

from django.db import migrations, models
from django.utils import timezone


def believe(apps, schema_editor):
    schools = apps.get_model("accounts", "School").objects.filter(authority__isnull=False)
    schools.update(authority_confirmed_on=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_tokens")]

    operations = [
        migrations.AddField(
            "school",
            "authority_confirmed_on",
            models.DateField("rattachement confirmé le", null=True, blank=True),
        ),
        migrations.RunPython(believe, migrations.RunPython.noop),
    ]
