import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
    ]

    operations = [
        migrations.CreateModel(
            name='PracticeSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('title', models.CharField(error_messages={'blank': 'Donnez un titre : ce que dirait la personne en panne.'}, max_length=120, verbose_name='titre')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('projector', 'Vidéoprojecteur'), ('computer', 'Ordinateur'), ('tablet', 'Tablette'), ('printer', 'Imprimante'), ('ent', 'ENT, Pronote'), ('account', 'Mot de passe'), ('network', 'Réseau, Wi-Fi'), ('software', 'Logiciel'), ('other', 'Autre')], max_length=12), blank=True, default=list, verbose_name='pour')),
                ('words', models.CharField(blank=True, help_text='Ceux que vos collègues emploient : « vidéoproj, noir, bleu, signal ».', max_length=300, verbose_name='mots')),
                ('body', models.TextField(error_messages={'blank': 'Écrivez au moins une chose à essayer.'}, help_text='## un titre · 1. une étape · - une liste · **gras** · [un lien](https://…)', max_length=8000, verbose_name='texte')),
                ('audience', models.CharField(choices=[('everyone', 'Tout le personnel'), ('team', 'L’équipe seulement')], default='everyone', max_length=10, verbose_name='pour qui')),
                ('state', models.CharField(choices=[('draft', 'Brouillon'), ('published', 'Publiée')], default='draft', max_length=10, verbose_name='étape')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='relue le')),
                ('origin', models.CharField(blank=True, max_length=40, verbose_name='livrée avec Fanal')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='sheet_number_once'),
                    models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('school', 'origin'), name='sheet_origin_once'),
                    fanal.core.tenancy.SameSchool('author', name='practice_sheets_practicesheet_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SheetOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal', models.CharField(max_length=26, verbose_name='sceau')),
                ('has_helped', models.BooleanField(verbose_name='a aidé')),
                ('is_instead', models.BooleanField(default=False, verbose_name='à la place d’une demande')),
                ('given_on', models.DateField(verbose_name='donné le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='practice_sheets.practicesheet')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'seal'), name='opinion_once'),
                    fanal.core.tenancy.SameSchool('sheet', name='practice_sheets_sheetopinion_same_school'),
                ],
            },
        ),
        *protect(
            "practice_sheets_practicesheet",
            "practice_sheets_sheetopinion",
        ),
    ]
