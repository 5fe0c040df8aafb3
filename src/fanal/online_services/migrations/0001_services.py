import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('core', '0002_kernel'),
        ('directory', '0001_pupils_and_classes'),
        ('privacy', '0001_registers'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('title', models.CharField(error_messages={'blank': 'Donnez un nom à la revue.'}, max_length=80, verbose_name='nom')),
                ('opened_on', models.DateField(verbose_name='ouverte le')),
                ('due_on', models.DateField(verbose_name='à finir avant le')),
                ('closed_on', models.DateField(null=True, verbose_name='close le')),
                ('attestation', models.CharField(blank=True, max_length=300, verbose_name='attestation')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('waiting_since', models.DateTimeField(null=True, verbose_name='attend depuis')),
                ('stopped', models.JSONField(default=list, verbose_name='raisons de l’arrêt')),
                ('is_doubtful', models.BooleanField(default=False, verbose_name='demande une confirmation')),
                ('compared_on', models.DateField(null=True, verbose_name='comparée le')),
                ('matched', models.PositiveIntegerField(default=0, verbose_name='reconnus')),
                ('orphan', models.PositiveIntegerField(default=0, verbose_name='orphelins')),
                ('shared', models.PositiveIntegerField(default=0, verbose_name='partagés')),
                ('doubt', models.PositiveIntegerField(default=0, verbose_name='à reconnaître')),
                ('left_out', models.PositiveIntegerField(default=0, verbose_name='responsables, laissés de côté')),
                ('repeated', models.PositiveIntegerField(default=0, verbose_name='lignes du même compte')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='lignes sans personne')),
                ('read', models.PositiveIntegerField(default=0, verbose_name='lignes lues')),
                ('never_seen', models.PositiveIntegerField(default=0, verbose_name='jamais connectés')),
                ('strange_dates', models.PositiveIntegerField(default=0, verbose_name='dates illisibles')),
                ('found', models.JSONField(default=dict, verbose_name='écarts, par sorte')),
                ('profiles', models.JSONField(default=dict, verbose_name='profils les plus écrits')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('imported', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.import')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
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
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('missing', 'Compte manquant'), ('doubt', 'À reconnaître'), ('orphan', 'Compte orphelin'), ('duplicate', 'Compte en double'), ('profile', 'Mauvais profil'), ('admin', 'Droits non prévus'), ('shared', 'Compte partagé'), ('dormant', 'Compte inactif')], max_length=10, verbose_name='écart')),
                ('key', models.CharField(max_length=32, verbose_name='empreinte')),
                ('state', models.CharField(choices=[('todo', 'À faire'), ('done', 'Fait'), ('accepted', 'Accepté'), ('gone', 'Réglé')], default='todo', max_length=8, verbose_name='état')),
                ('returned', models.CharField(blank=True, choices=[('', ''), ('still', 'coché fait, toujours là'), ('back', 'revenu')], default='', max_length=5, verbose_name='retour')),
                ('cells', models.JSONField(default=dict, verbose_name='ce que dit la liste')),
                ('why', models.CharField(blank=True, max_length=160, verbose_name='précision')),
                ('candidates', models.JSONField(default=list, verbose_name='personnes possibles')),
                ('others', models.JSONField(default=dict, verbose_name='leurs autres comptes')),
                ('since', models.DateField(verbose_name='vu depuis le')),
                ('seen_on', models.DateField(verbose_name='vu le')),
                ('settled_on', models.DateField(null=True, verbose_name='réglé le')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='raison')),
                ('comparison', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='online_services.comparison')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.pupil')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='online_services.onlineservice')),
            ],
        ),
        migrations.CreateModel(
            name='ExpectedAdmin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marked_on', models.DateField(verbose_name='indiqué le')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expected_admins', to='online_services.onlineservice')),
            ],
        ),
        migrations.AddField(
            model_name='comparison',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='online_services.onlineservice'),
        ),
        migrations.CreateModel(
            name='AccountOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, verbose_name='empreinte du compte')),
                ('decided_on', models.DateField(verbose_name='décidé le')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.pupil')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owners', to='online_services.onlineservice')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewedService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='service')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('done_on', models.DateField(null=True, verbose_name='revu le')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='online_services.accessreview')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='online_services.onlineservice')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewedRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=160, verbose_name='titulaire')),
                ('source', models.CharField(choices=[('act', 'Désigné par un acte'), ('head', 'Chef d’établissement, de droit'), ('expected', 'Prévu par la direction, sans acte'), ('admin', 'Droits non prévus, vus dans le service'), ('shared', 'Compte partagé ou générique'), ('orphan', 'Le titulaire est parti, ou inconnu'), ('said', 'Ajouté pendant la revue')], max_length=8, verbose_name='connu par')),
                ('act', models.PositiveIntegerField(null=True, verbose_name='acte')),
                ('is_gone', models.BooleanField(default=False, verbose_name='parti')),
                ('factor', models.CharField(blank=True, choices=[('', 'On ne sait pas'), ('yes', 'Oui'), ('no', 'Non'), ('none', 'Le service ne la permet pas')], max_length=4, verbose_name='double vérification')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='dernière utilisation')),
                ('decision', models.CharField(blank=True, choices=[('keep', 'Garder'), ('revoke', 'Retirer'), ('change', 'Changer')], max_length=6, verbose_name='décision')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='précision')),
                ('done_on', models.DateField(null=True, verbose_name='fait le')),
                ('doer', models.ForeignKey(error_messages={'blank': 'Choisissez quelqu’un.'}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='qui s’en occupe')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('reviewed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='online_services.reviewedservice')),
            ],
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
        ),
        migrations.CreateModel(
            name='ServiceHabit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('factor', 'double vérification des administrateurs'), ('own', 'comptes d’administration à part'), ('admins', 'aucun administrateur imprévu'), ('password', 'règle de mots de passe'), ('shared', 'aucun compte partagé'), ('departures', 'comptes des départs fermés'), ('review', 'comptes revus dans l’année'), ('act', 'acte en vigueur'), ('sheet', 'fiche du registre validée')], max_length=10, verbose_name='habitude')),
                ('answer', models.CharField(choices=[('yes', 'Oui'), ('no', 'Non'), ('never', 'Ne se peut pas'), ('unknown', 'On ne sait pas')], max_length=7, verbose_name='réponse')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='précision')),
                ('said_on', models.DateField(verbose_name='répondu le')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='habits', to='online_services.onlineservice')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceWatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_public', models.BooleanField(default=False, verbose_name='montré sur la page publique')),
                ('address', models.CharField(blank=True, help_text='Celle de sa page d’accueil, en https://. Vide : rien n’est vérifié.', max_length=200, verbose_name='adresse vérifiée')),
                ('kinds', models.JSONField(default=list, verbose_name='vérifications')),
                ('is_authorized', models.BooleanField(default=False, verbose_name='l’hébergeur l’autorise')),
                ('minutes', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(1440)], verbose_name='une vérification toutes les, en minutes')),
                ('next_at', models.DateTimeField(null=True, verbose_name='prochaine vérification')),
                ('last_at', models.DateTimeField(null=True, verbose_name='dernière vérification')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='échecs de suite')),
                ('saw', models.CharField(blank=True, max_length=300, verbose_name='ce qu’elle a vu')),
                ('warns', models.CharField(blank=True, max_length=200, verbose_name='ce qui approche')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='watch', to='online_services.onlineservice')),
            ],
        ),
        migrations.CreateModel(
            name='Signing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_on', models.DateField(verbose_name='signé le')),
                ('signer', models.CharField(error_messages={'blank': 'Dites qui a signé.'}, max_length=140, verbose_name='signataire')),
                ('quality', models.CharField(error_messages={'blank': 'Dites en quelle qualité : « Principale », « Proviseur »…'}, max_length=80, verbose_name='qualité')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
            ],
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('nature', models.CharField(choices=[('designation', 'Désignation d’administrateur délégué'), ('signature', 'Délégation de signature (adjoint ou gestionnaire)')], default='designation', max_length=12, verbose_name='nature')),
                ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('do:people', 'Gérer les personnes, leurs fonctions et leurs invitations'), ('do:settings', 'Régler l’établissement et sa collectivité'), ('do:directory', 'Importer élèves, personnels et classes'), ('do:services', 'Tenir les services en ligne et comparer leurs comptes'), ('do:year', 'Ouvrir une année scolaire'), ('do:journal', 'Lire le journal de l’établissement')], max_length=12), default=list, error_messages={'blank': 'Cochez au moins une opération.'}, verbose_name='droits dans Fanal')),
                ('operations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, verbose_name='opérations permises')),
                ('excluded', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, verbose_name='opérations exclues')),
                ('data_words', models.CharField(blank=True, max_length=500, verbose_name='données concernées')),
                ('duties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, verbose_name='obligations')),
                ('reporting', models.CharField(choices=[('term', 'à la fin de chaque trimestre'), ('year', 'à la fin de l’année scolaire'), ('asked', 'à la demande du chef d’établissement')], default='year', max_length=6, verbose_name='compte rendu')),
                ('starts_on', models.DateField(verbose_name='du')),
                ('ends_on', models.DateField(verbose_name='au')),
                ('step', models.CharField(choices=[('draft', 'Projet'), ('awaiting', 'À signer'), ('signed', 'Signé')], default='draft', max_length=8, verbose_name='étape')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='raison du refus')),
                ('validated_at', models.DateTimeField(null=True, verbose_name='validé dans Fanal le')),
                ('content', models.JSONField(null=True, verbose_name='l’acte tel qu’il est à signer')),
                ('fingerprint', models.CharField(blank=True, max_length=12, verbose_name='empreinte imprimée')),
                ('published_on', models.DateField(null=True, verbose_name='publié le')),
                ('published_where', models.CharField(error_messages={'blank': 'Dites où l’acte est publié.'}, max_length=120, verbose_name='publié où')),
                ('acknowledged_at', models.DateTimeField(null=True, verbose_name='accepté le')),
                ('is_suspended', models.BooleanField(default=False, verbose_name='suspendu')),
                ('suspension', models.CharField(blank=True, max_length=300, verbose_name='raison de la suspension')),
                ('confirm_by', models.DateField(null=True, verbose_name='à confirmer avant le')),
                ('revoked_on', models.DateField(null=True, verbose_name='abrogé le')),
                ('revocation', models.CharField(blank=True, max_length=300, verbose_name='raison de l’abrogation')),
                ('renewal_prepared_on', models.DateField(null=True, verbose_name='suite préparée le')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('delegate', models.ForeignKey(error_messages={'blank': 'Choisissez la personne désignée.'}, on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='accounts.person', verbose_name='qui est désigné')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('renews', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='renewed_by', to='online_services.designation')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('substitute', models.ForeignKey(blank=True, help_text='Nommé dans l’acte ; pour agir, il lui faut un acte à son nom.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='suppléant')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='online_services.onlineservice')),
                ('signing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='online_services.signing')),
            ],
        ),
        migrations.CreateModel(
            name='SigningFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('mime', models.CharField(max_length=60, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='taille')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('signing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='online_services.signing')),
            ],
        ),
        migrations.CreateModel(
            name='StatePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('ok', 'Fonctionne'), ('disturbed', 'Perturbé'), ('down', 'En panne'), ('planned', 'Maintenance prévue'), ('unknown', 'Inconnu')], max_length=10, verbose_name='état')),
                ('source', models.CharField(choices=[('declared', 'déclaré'), ('checked', 'vérifié par Fanal')], max_length=8, verbose_name='d’où')),
                ('reason', models.CharField(blank=True, help_text='Tout l’établissement le lit, et tout le monde si l’état est public : aucun nom.', max_length=200, verbose_name='ce qui se passe')),
                ('starts_at', models.DateTimeField(verbose_name='depuis')),
                ('expected_end', models.DateTimeField(null=True, verbose_name='fin prévue')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='fini le')),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_periods', to='online_services.onlineservice')),
            ],
        ),
        migrations.AddConstraint(
            model_name='accessreview',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='access_review_number_once'),
        ),
        migrations.AddConstraint(
            model_name='accessreview',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('school',), name='access_review_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='accessreview',
            constraint=fanal.core.tenancy.SameSchool('opened_by', name='online_services_accessreview_same_school'),
        ),
        migrations.AddConstraint(
            model_name='accessreview',
            constraint=fanal.core.tenancy.SameSchool('closed_by', name='online_services_accessreview_same_school'),
        ),
        migrations.AddConstraint(
            model_name='onlineservice',
            constraint=models.UniqueConstraint(models.F('school'), models.Func('name', function='public.sort_key'), condition=models.Q(('archived_on__isnull', True)), name='service_name_once'),
        ),
        migrations.AddConstraint(
            model_name='onlineservice',
            constraint=fanal.core.tenancy.SameSchool('processing', name='online_services_onlineservice_same_school'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['school', 'state', 'service', 'kind'], name='findings_to_do'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('school', 'service', 'kind', 'key'), name='finding_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='finding_accepted_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'gone'), _negated=True), models.Q(('cells', {}), ('others', {}), ('person__isnull', True), ('pupil__isnull', True), ('reason', '')), _connector='OR'), name='finding_gone_says_nothing'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_finding_same_school'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=fanal.core.tenancy.SameSchool('comparison', name='online_services_finding_same_school'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=fanal.core.tenancy.SameSchool('pupil', name='online_services_finding_same_school'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=fanal.core.tenancy.SameSchool('person', name='online_services_finding_same_school'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=fanal.core.tenancy.SameSchool('settled_by', name='online_services_finding_same_school'),
        ),
        migrations.AddConstraint(
            model_name='expectedadmin',
            constraint=models.UniqueConstraint(fields=('school', 'service', 'person'), name='expected_admin_once'),
        ),
        migrations.AddConstraint(
            model_name='expectedadmin',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_expectedadmin_same_school'),
        ),
        migrations.AddConstraint(
            model_name='expectedadmin',
            constraint=fanal.core.tenancy.SameSchool('person', name='online_services_expectedadmin_same_school'),
        ),
        migrations.AddIndex(
            model_name='comparison',
            index=models.Index(fields=['school', 'service', '-compared_on'], name='comparison_latest'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('matched'), '+', models.F('orphan')), '+', models.F('shared')), '+', models.F('doubt')), '+', models.F('left_out')), '+', models.F('repeated')), '+', models.F('refused')))), name='comparison_counts_every_line'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_comparison_same_school'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=fanal.core.tenancy.SameSchool('imported', name='online_services_comparison_same_school'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=fanal.core.tenancy.SameSchool('asked_by', name='online_services_comparison_same_school'),
        ),
        migrations.AddConstraint(
            model_name='accountowner',
            constraint=models.UniqueConstraint(fields=('school', 'service', 'key'), name='account_owned_once'),
        ),
        migrations.AddConstraint(
            model_name='accountowner',
            constraint=models.CheckConstraint(condition=models.Q(('pupil__isnull', True), ('person__isnull', True), _connector='OR'), name='account_of_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='accountowner',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_accountowner_same_school'),
        ),
        migrations.AddConstraint(
            model_name='accountowner',
            constraint=fanal.core.tenancy.SameSchool('pupil', name='online_services_accountowner_same_school'),
        ),
        migrations.AddConstraint(
            model_name='accountowner',
            constraint=fanal.core.tenancy.SameSchool('person', name='online_services_accountowner_same_school'),
        ),
        migrations.AddConstraint(
            model_name='reviewedservice',
            constraint=models.UniqueConstraint(fields=('school', 'review', 'service'), name='reviewed_service_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewedservice',
            constraint=fanal.core.tenancy.SameSchool('review', name='online_services_reviewedservice_same_school'),
        ),
        migrations.AddConstraint(
            model_name='reviewedservice',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_reviewedservice_same_school'),
        ),
        migrations.AddConstraint(
            model_name='reviewedservice',
            constraint=fanal.core.tenancy.SameSchool('done_by', name='online_services_reviewedservice_same_school'),
        ),
        migrations.AddConstraint(
            model_name='reviewedright',
            constraint=fanal.core.tenancy.SameSchool('reviewed', name='online_services_reviewedright_same_school'),
        ),
        migrations.AddConstraint(
            model_name='reviewedright',
            constraint=fanal.core.tenancy.SameSchool('person', name='online_services_reviewedright_same_school'),
        ),
        migrations.AddConstraint(
            model_name='reviewedright',
            constraint=fanal.core.tenancy.SameSchool('doer', name='online_services_reviewedright_same_school'),
        ),
        migrations.AddConstraint(
            model_name='servicedocument',
            constraint=models.UniqueConstraint(fields=('school', 'service', 'sha256'), name='service_document_once'),
        ),
        migrations.AddConstraint(
            model_name='servicedocument',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_servicedocument_same_school'),
        ),
        migrations.AddConstraint(
            model_name='servicehabit',
            constraint=models.UniqueConstraint(fields=('school', 'service', 'code'), name='service_habit_once'),
        ),
        migrations.AddConstraint(
            model_name='servicehabit',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_servicehabit_same_school'),
        ),
        migrations.AddConstraint(
            model_name='servicehabit',
            constraint=fanal.core.tenancy.SameSchool('said_by', name='online_services_servicehabit_same_school'),
        ),
        migrations.AddIndex(
            model_name='servicewatch',
            index=models.Index(fields=['school', 'next_at'], name='watch_due'),
        ),
        migrations.AddConstraint(
            model_name='servicewatch',
            constraint=models.CheckConstraint(condition=models.Q(('next_at__isnull', True), models.Q(('is_authorized', True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='watch_only_what_is_allowed'),
        ),
        migrations.AddConstraint(
            model_name='servicewatch',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_servicewatch_same_school'),
        ),
        migrations.AddConstraint(
            model_name='signing',
            constraint=fanal.core.tenancy.SameSchool('signed_by', name='online_services_signing_same_school'),
        ),
        migrations.AddIndex(
            model_name='designation',
            index=models.Index(fields=['school', 'delegate'], name='designation_of_person'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='designation_number_once'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='designation_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('signing__isnull', False), ('step', 'signed')), models.Q(models.Q(('step', 'signed'), _negated=True), ('is_suspended', False), ('revoked_on__isnull', True), ('signing__isnull', True)), _connector='OR'), name='designation_signed_is_proven'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('service__isnull', True), ('rights', []), _connector='OR'), name='designation_rights_are_of_fanal'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('delegate', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('substitute', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('prepared_by', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('confirmed_by', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('signing', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=fanal.core.tenancy.SameSchool('renews', name='online_services_designation_same_school'),
        ),
        migrations.AddConstraint(
            model_name='signingfile',
            constraint=fanal.core.tenancy.SameSchool('signing', name='online_services_signingfile_same_school'),
        ),
        migrations.AddIndex(
            model_name='stateperiod',
            index=models.Index(fields=['school', 'service', '-starts_at'], name='states_of_a_service'),
        ),
        migrations.AddConstraint(
            model_name='stateperiod',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('source', 'checked')), fields=('school', 'service'), name='state_checked_once'),
        ),
        migrations.AddConstraint(
            model_name='stateperiod',
            constraint=models.CheckConstraint(condition=models.Q(('expected_end__isnull', True), ('expected_end__gt', models.F('starts_at')), _connector='OR'), name='state_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='stateperiod',
            constraint=fanal.core.tenancy.SameSchool('service', name='online_services_stateperiod_same_school'),
        ),
        migrations.AddConstraint(
            model_name='stateperiod',
            constraint=fanal.core.tenancy.SameSchool('declared_by', name='online_services_stateperiod_same_school'),
        ),
        *protect(
            "online_services_onlineservice",
            "online_services_expectedadmin",
            "online_services_comparison",
            "online_services_signing",
            "online_services_signingfile",
            "online_services_designation",
            "online_services_servicedocument",
            "online_services_finding",
            "online_services_accountowner",
            "online_services_servicehabit",
            "online_services_accessreview",
            "online_services_reviewedservice",
            "online_services_reviewedright",
            "online_services_stateperiod",
            "online_services_servicewatch",
        ),
    ]
