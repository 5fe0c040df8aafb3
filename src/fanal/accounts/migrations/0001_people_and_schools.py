import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import fanal.accounts.models.invitation
import fanal.core.tenancy
from django.conf import settings
from django.db import migrations, models
from fanal.core.database.row_security import protect, readable_by_its_user


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='adresse de courriel')),
                ('is_active', models.BooleanField(default=True, verbose_name='actif')),
                ('date_joined', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('has_shortcuts', models.BooleanField(default=True, verbose_name='raccourcis clavier')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Academy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('office', models.CharField(default='DRANE', max_length=40, verbose_name='délégation au numérique')),
            ],
        ),
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('kind', models.CharField(choices=[('department', 'Département'), ('region', 'Région'), ('metropolis', 'Métropole'), ('collectivity', 'Collectivité'), ('city', 'Ville')], max_length=12, verbose_name='type')),
                ('support_email', models.EmailField(blank=True, max_length=254, verbose_name='adresse du service d’assistance')),
                ('support_phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
            ],
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zone', models.CharField(choices=[('A', 'Zone A'), ('B', 'Zone B'), ('C', 'Zone C'), ('-', 'Hors zone (Corse, outre-mer)')], max_length=1, verbose_name='zone')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('first_day', models.DateField(verbose_name='premier jour sans classe')),
                ('back_on', models.DateField(verbose_name='jour de la reprise')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='source')),
                ('is_certain', models.BooleanField(default=False, verbose_name='date officielle')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('zone', 'school_year', 'name'), name='holiday_once'), models.CheckConstraint(condition=models.Q(('back_on__gt', models.F('first_day'))), name='holiday_in_order')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uai', models.CharField(max_length=8, unique=True, verbose_name='UAI')),
                ('name', models.CharField(max_length=120, verbose_name='nom de l’établissement')),
                ('kind', models.CharField(choices=[('college', 'Collège'), ('lycee', 'Lycée'), ('lycee_pro', 'Lycée professionnel'), ('other', 'Autre établissement')], max_length=10, verbose_name='type')),
                ('status', models.CharField(choices=[('public', 'Public (EPLE)'), ('private', 'Privé sous contrat')], max_length=8, verbose_name='statut')),
                ('zone', models.CharField(choices=[('A', 'Zone A'), ('B', 'Zone B'), ('C', 'Zone C'), ('-', 'Hors zone (Corse, outre-mer)')], max_length=1, verbose_name='zone de vacances')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                ('timezone', models.CharField(choices=[('Europe/Paris', 'Métropole (Paris)'), ('America/Guadeloupe', 'Guadeloupe'), ('America/Martinique', 'Martinique'), ('America/Cayenne', 'Guyane'), ('Indian/Reunion', 'La Réunion'), ('Indian/Mayotte', 'Mayotte'), ('America/Miquelon', 'Saint-Pierre-et-Miquelon'), ('America/St_Barthelemy', 'Saint-Barthélemy'), ('America/Marigot', 'Saint-Martin'), ('Pacific/Tahiti', 'Polynésie française'), ('Pacific/Wallis', 'Wallis-et-Futuna'), ('Pacific/Noumea', 'Nouvelle-Calédonie')], default='Europe/Paris', max_length=40, verbose_name='fuseau horaire')),
                ('region', models.CharField(choices=[('mainland', 'Ceux de toute la France'), ('alsace_moselle', 'Alsace-Moselle (Vendredi saint et 26 décembre)'), ('guadeloupe', 'Guadeloupe (27 mai)'), ('guyane', 'Guyane (10 juin)'), ('martinique', 'Martinique (22 mai)'), ('mayotte', 'Mayotte (27 avril)'), ('reunion', 'La Réunion (20 décembre)'), ('st_barthelemy', 'Saint-Barthélemy (9 octobre)'), ('st_martin', 'Saint-Martin (28 mai)')], default='mainland', help_text='Les délais promis et les courriels en tiennent compte. Un autre jour férié local s’ajoute dans « Vacances ».', max_length=14, verbose_name='jours fériés')),
                ('authority_confirmed_on', models.DateField(blank=True, null=True, verbose_name='rattachement confirmé le')),
                ('partner_ends', models.JSONField(blank=True, default=dict, verbose_name='accès de partenaires arrêtés')),
                ('has_quiet_hours', models.BooleanField(default=True, help_text='Une panne du réseau, la connexion et les techniciens ne sont jamais retardés.', verbose_name='ni courriel le soir (20 h à 7 h), ni le week-end, ni les jours fériés')),
                ('digest_at', models.TimeField(default=datetime.time(17, 0), verbose_name='heure du récapitulatif quotidien')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse')),
                ('desk_email', models.EmailField(blank=True, help_text='Vide : l’adresse générale de la collectivité. Les pannes y sont transmises.', max_length=254, verbose_name='adresse de l’assistance, pour cet établissement')),
                ('desk_phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone de l’assistance')),
                ('access_hours', models.CharField(blank=True, help_text='Par exemple « Loge ouverte de 7 h 30 à 18 h ». Joint à ce qui est transmis.', max_length=120, verbose_name='quand un technicien peut venir')),
                ('departures_percent', models.PositiveSmallIntegerField(default=10, help_text='De 1 à 50 ; d’ordinaire 10. Plus haut, un fichier coupé passe plus facilement ; plus bas, on vous demande plus souvent.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='départs arrêtant un import, en %')),
                ('departures_least', models.PositiveSmallIntegerField(default=5, help_text='De 1 à 100 ; d’ordinaire 5. Pour qu’un petit établissement ne soit pas arrêté par trois déménagements.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='jamais en dessous de ce nombre de départs')),
                ('shares_indicators_since', models.DateField(blank=True, null=True, verbose_name='indicateurs partagés avec l’académie depuis')),
                ('dpo_appointed_since', models.DateField(blank=True, null=True, verbose_name='DPD de l’académie désigné depuis')),
                ('open_until', models.DateField(blank=True, null=True, verbose_name='ouvert jusqu’au')),
                ('academy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.academy', verbose_name='académie')),
                ('authority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.authority', verbose_name='collectivité')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('uai__regex', '^[0-9]{7}[A-Z]$')), name='school_uai_has_its_form'),
                    models.CheckConstraint(condition=models.Q(('departures_percent__range', (1, 50)), ('departures_least__range', (1, 100))), name='school_departures_guarded'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('civility', models.CharField(blank=True, choices=[('', 'Non précisée'), ('Mme', 'Mme'), ('M.', 'M.')], max_length=4, verbose_name='civilité')),
                ('given_name', models.CharField(max_length=60, verbose_name='prénom')),
                ('family_name', models.CharField(max_length=60, verbose_name='nom')),
                ('email', models.EmailField(blank=True, help_text='Il reçoit l’invitation. Ce qui s’écrit depuis cette adresse est à son nom.', max_length=254, verbose_name='courriel professionnel')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone professionnel')),
                ('job', models.CharField(blank=True, max_length=80, verbose_name='fonction ou discipline')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='parti le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'family_name'], name='person_by_name'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('school', 'email'), name='person_email_once_a_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('digital_lead', 'Référent numérique'), ('bursar', 'Gestionnaire'), ('teacher', 'Enseignant'), ('staff', 'Personnel'), ('technician', 'Technicien de la collectivité'), ('adviser', 'Conseiller numérique de l’académie'), ('dpo', 'Délégué à la protection des données')], max_length=12), verbose_name='rôles')),
                ('valid_from', models.DateField(verbose_name='depuis le')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('person', name='accounts_membership_same_school'),
                    models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='membership_period_in_order'),
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), ('person', '='), (models.Func('valid_from', 'valid_until', models.Value('[]'), function='daterange'), '&&')], name='membership_once_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse invitée')),
                ('seed', models.CharField(default=fanal.accounts.models.invitation.new_seed, max_length=32)),
                ('sent_at', models.DateTimeField(verbose_name='envoyée le')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('person', name='accounts_invitation_same_school'),
                    models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('school', 'person'), name='invitation_one_waiting'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder_name', models.CharField(max_length=130, verbose_name='à qui')),
                ('name', models.CharField(error_messages={'blank': 'Donnez-lui un nom, pour le reconnaître le jour où il faudra l’arrêter.'}, help_text='Par exemple « Tableau de bord de la vie scolaire ».', max_length=60, verbose_name='nom')),
                ('digest', models.BinaryField(max_length=32)),
                ('is_read_only', models.BooleanField(default=True, verbose_name='lecture seule')),
                ('made_on', models.DateField(verbose_name='créé le')),
                ('expires_on', models.DateField(verbose_name='jusqu’au')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='révoqué le')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='dernier usage')),
                ('calls', models.PositiveIntegerField(default=0)),
                ('calls_since', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('person', name='accounts_apitoken_same_school'),
                    models.UniqueConstraint(fields=('school', 'digest'), name='token_once'),
                    models.CheckConstraint(condition=models.Q(('expires_on__lte', django.db.models.expressions.CombinedExpression(models.F('made_on'), '+', models.Value(datetime.timedelta(days=365))))), name='token_a_year_at_most'),
                ],
            },
        ),
        migrations.CreateModel(
            name='AccessGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.PositiveIntegerField(null=True, verbose_name='acte')),
                ('operations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('do:people', 'Gérer les personnes, leurs fonctions et leurs invitations'), ('do:settings', 'Régler l’établissement et sa collectivité'), ('do:directory', 'Importer élèves, personnels et classes'), ('do:services', 'Tenir les services en ligne et comparer leurs comptes'), ('do:year', 'Ouvrir une année scolaire'), ('do:journal', 'Lire le journal de l’établissement')], max_length=12), default=list, verbose_name='opérations')),
                ('while_holding', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('digital_lead', 'Référent numérique'), ('bursar', 'Gestionnaire'), ('teacher', 'Enseignant'), ('staff', 'Personnel'), ('technician', 'Technicien de la collectivité'), ('adviser', 'Conseiller numérique de l’académie'), ('dpo', 'Délégué à la protection des données')], max_length=12), default=list, verbose_name='tant que la fonction est tenue')),
                ('valid_from', models.DateField(verbose_name='depuis le')),
                ('valid_until', models.DateField(verbose_name='jusqu’au')),
                ('is_suspended', models.BooleanField(default=False, verbose_name='suspendu')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'person'], name='access_grant_of_person'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'act'), name='access_grant_of_one_act'),
                    models.UniqueConstraint(condition=models.Q(('act__isnull', True)), fields=('school', 'person'), name='access_grant_awaits_one_act'),
                    models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='access_grant_period_in_order'),
                    fanal.core.tenancy.SameSchool('person', name='accounts_accessgrant_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SchoolHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('name', models.CharField(help_text='Par exemple « Vacances de Noël ».', max_length=60, verbose_name='nom')),
                ('first_day', models.DateField(verbose_name='premier jour sans classe')),
                ('back_on', models.DateField(verbose_name='jour de la reprise')),
                ('source', models.CharField(blank=True, default='', max_length=120, verbose_name='source')),
                ('is_certain', models.BooleanField(default=True, verbose_name='date certaine')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'school_year', 'name'), name='school_holiday_once'),
                    models.CheckConstraint(condition=models.Q(('back_on__gt', models.F('first_day'))), name='school_holiday_in_order'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PartnerMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('role', models.CharField(choices=[('head', 'Chef d’établissement'), ('deputy', 'Adjoint'), ('digital_lead', 'Référent numérique'), ('bursar', 'Gestionnaire'), ('teacher', 'Enseignant'), ('staff', 'Personnel'), ('technician', 'Technicien de la collectivité'), ('adviser', 'Conseiller numérique de l’académie'), ('dpo', 'Délégué à la protection des données')], max_length=12, verbose_name='rôle')),
                ('valid_from', models.DateField(verbose_name='depuis le')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('academy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.academy')),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.authority')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('academy__isnull', True), ('authority__isnull', False)), models.Q(('academy__isnull', False), ('authority__isnull', True)), _connector='OR'), name='partner_of_one_body'), models.CheckConstraint(condition=models.Q(models.Q(('authority__isnull', False), ('role', 'technician')), models.Q(('academy__isnull', False), ('role__in', ['adviser', 'dpo'])), _connector='OR'), name='partner_role_fits_its_body')],
            },
        ),
        *protect(
            "accounts_accessgrant",
            "accounts_schoolholiday",
            "accounts_invitation",
            "accounts_membership",
            "accounts_person",
            "accounts_apitoken",
        ),
        readable_by_its_user("accounts_membership"),
    ]
