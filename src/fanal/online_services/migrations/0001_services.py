import django.core.validators
import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('privacy', '0001_registers'),
    ]

    operations = [
        migrations.CreateModel(
            name='OnlineService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom au service, par exemple « Pronote ».'}, help_text='Celui que l’on dit, par exemple « Pronote ».', max_length=80, verbose_name='nom')),
                ('kind', models.CharField(choices=[('portal', 'Espace numérique de travail (ENT)'), ('school_life', 'Vie scolaire et notes'), ('resources', 'Accès aux ressources (GAR)'), ('learning', 'Cours en ligne'), ('skills', 'Compétences numériques'), ('network', 'Réseau, Wi-Fi, ordinateurs'), ('mail', 'Messagerie, listes'), ('state', 'Application de l’État'), ('website', 'Site de l’établissement'), ('other', 'Autre')], default='other', max_length=12, verbose_name='sorte')),
                ('holders', models.CharField(choices=[('pupils', 'Élèves'), ('staff', 'Personnels'), ('both', 'Élèves et personnels')], default='both', max_length=6, verbose_name='qui y a un compte')),
                ('address', models.URLField(blank=True, verbose_name='adresse')),
                ('audience', models.CharField(blank=True, help_text='Si ce ne sont pas ceux qui y ont un compte, par exemple « Familles de 6e ».', max_length=160, verbose_name='qui est concerné')),
                ('access', models.TextField(blank=True, help_text='Lu par tous. Aucun mot de passe.', max_length=600, verbose_name='comment y accéder')),
                ('ask', models.CharField(blank=True, help_text='Vide : aux référents numériques.', max_length=160, verbose_name='à qui demander')),
                ('owner', models.CharField(blank=True, choices=[('state', 'L’État (ministère, académie)'), ('authority', 'La collectivité'), ('both', 'La collectivité et l’académie'), ('school', 'L’établissement'), ('publisher', 'Un éditeur'), ('other', 'Un autre organisme')], max_length=10, verbose_name='à qui il est')),
                ('provider', models.CharField(blank=True, help_text='L’éditeur, le groupement…', max_length=120, verbose_name='qui le fournit')),
                ('hosting', models.CharField(blank=True, help_text='Chez qui, dans quel pays.', max_length=160, verbose_name='hébergement')),
                ('role', models.CharField(blank=True, help_text='Par exemple « Administrateur local », « Responsable d’affectation ».', max_length=120, verbose_name='rôle de l’établissement')),
                ('support', models.CharField(blank=True, help_text='Qui appeler, à quelle adresse.', max_length=300, verbose_name='assistance')),
                ('duties', models.TextField(blank=True, help_text='Un par ligne, par exemple « Importer les élèves ».', max_length=3000, verbose_name='devoirs de l’année')),
                ('contract', models.CharField(blank=True, help_text='Sa référence, par exemple « Marché 2025-14 ».', max_length=120, verbose_name='référence du contrat')),
                ('contract_ends_on', models.DateField(blank=True, help_text='Vous en êtes prévenu trois mois avant.', null=True, verbose_name='fin du contrat')),
                ('cost_cents', models.PositiveIntegerField(blank=True, null=True, verbose_name='coût par an, en centimes')),
                ('payer', models.CharField(blank=True, choices=[('school', 'L’établissement'), ('authority', 'La collectivité'), ('state', 'L’État'), ('shared', 'Partagé'), ('nobody', 'Personne : gratuit')], max_length=10, verbose_name='qui paie')),
                ('note', models.CharField(blank=True, help_text='Pour l’équipe. Aucun mot de passe.', max_length=300, verbose_name='note')),
                ('dormant_days', models.PositiveSmallIntegerField(default=180, help_text='Un réglage de l’établissement, pas une règle. Il sert à la comparaison suivante.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(730)], verbose_name='compte inactif après, en jours')),
                ('columns', models.JSONField(default=dict, verbose_name='colonnes retenues')),
                ('sheet_columns', models.JSONField(default=dict, verbose_name='colonnes des fiches')),
                ('sheet_words', models.CharField(blank=True, default='Changez ce mot de passe à la première connexion. Ne le donnez à personne.', max_length=300, verbose_name='phrase des fiches')),
                ('sheet_size', models.PositiveSmallIntegerField(default=4, verbose_name='fiches par page')),
                ('archived_on', models.DateField(null=True, verbose_name='archivé le')),
                ('processing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='privacy.processing', verbose_name='fiche du registre')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(models.F('school'), models.Func('name', function='public.sort_key'), condition=models.Q(('archived_on__isnull', True)), name='service_name_once'),
                    fanal.core.tenancy.SameSchool('processing', name='online_services_onlineservice_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ServiceDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('is_picture', models.BooleanField(verbose_name='image')),
                ('joined_on', models.DateField(verbose_name='joint le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='online_services.onlineservice')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'service', 'sha256'), name='service_document_once'),
                    fanal.core.tenancy.SameSchool('service', name='online_services_servicedocument_same_school'),
                ],
            },
        ),
        *protect(
            "online_services_onlineservice",
            "online_services_servicedocument",
        ),
    ]
