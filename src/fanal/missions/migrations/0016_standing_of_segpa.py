"""The assistant director of a SEGPA is somebody for whom an allowance may be asked."""

from django.db import migrations, models

STANDINGS = [
    ("teacher", "Enseignant (documentaliste compris)"), ("cpe", "CPE"), ("tzr", "TZR affecté à l’année"),
    ("contract", "Enseignant contractuel"), ("cpge", "Enseignant à service complet en CPGE"),
    ("ddfpt", "DDFPT"), ("segpa", "Directeur adjoint chargé de SEGPA"),
    ("staff", "Personnel non enseignant (AED, AESH, administratif…)"), ("other", "Autre"),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0015_presented_line_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='impproposal',
            name='standing',
            field=models.CharField(choices=STANDINGS, default='teacher', max_length=8, verbose_name='qualité'),
        ),
    ]
