"""The public holidays of where a school is, from the département that its UAI begins with."""

from django.db import migrations, models

REGIONS = [
    ("mainland", "Ceux de toute la France"),
    ("alsace_moselle", "Alsace-Moselle (Vendredi saint et 26 décembre)"),
    ("guadeloupe", "Guadeloupe (27 mai)"),
    ("guyane", "Guyane (10 juin)"),
    ("martinique", "Martinique (22 mai)"),
    ("mayotte", "Mayotte (27 avril)"),
    ("reunion", "La Réunion (20 décembre)"),
    ("st_barthelemy", "Saint-Barthélemy (9 octobre)"),
    ("st_martin", "Saint-Martin (28 mai)"),
]
REGION_OF = {
    "57": "alsace_moselle", "67": "alsace_moselle", "68": "alsace_moselle",
    "971": "guadeloupe", "972": "martinique", "973": "guyane", "974": "reunion",
    "976": "mayotte", "977": "st_barthelemy", "978": "st_martin",
}  # fmt: skip


def fill(apps, schema_editor):
    schools = apps.get_model("accounts", "School").objects
    for department, region in REGION_OF.items():
        schools.filter(uai__startswith=department.rjust(3, "0")).update(region=region)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_rights_while_in_function'),
    ]

    operations = [
        migrations.AddField(
            model_name='school',
            name='region',
            field=models.CharField(choices=REGIONS, default='mainland', max_length=14, verbose_name='jours fériés'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
