import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import fanal.core.tenancy
from django.conf import settings
from django.db import migrations, models

from fanal.core.rowsecurity import protect, readable_by_its_user


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
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('kind', models.CharField(choices=[('college', 'Collège'), ('lycee', 'Lycée'), ('lycee_pro', 'Lycée professionnel'), ('other', 'Autre établissement')], max_length=10, verbose_name='type')),
                ('status', models.CharField(choices=[('public', 'Public (EPLE)'), ('private', 'Privé sous contrat')], max_length=8, verbose_name='statut')),
                ('zone', models.CharField(choices=[('A', 'Zone A'), ('B', 'Zone B'), ('C', 'Zone C'), ('-', 'Hors zone (Corse, outre-mer)')], max_length=1, verbose_name='zone')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                ('timezone', models.CharField(default='Europe/Paris', max_length=40, verbose_name='fuseau horaire')),
                ('has_quiet_hours', models.BooleanField(default=True, verbose_name='pas de courriel le soir ni le week-end')),
                ('access_hours', models.CharField(blank=True, max_length=120, verbose_name='accès pour les techniciens')),
                ('academy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.academy', verbose_name='académie')),
                ('authority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.authority', verbose_name='collectivité')),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('civility', models.CharField(blank=True, choices=[('Mme', 'Mme'), ('M.', 'M.')], max_length=4, verbose_name='civilité')),
                ('given_name', models.CharField(max_length=60, verbose_name='prénom')),
                ('family_name', models.CharField(max_length=60, verbose_name='nom')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                ('job', models.CharField(blank=True, max_length=80, verbose_name='fonction ou discipline')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='parti le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
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
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('uai__regex', '^[0-9]{7}[A-Z]$')), name='school_uai_has_its_form'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['school', 'family_name'], name='person_by_name'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('school', 'email'), name='person_email_once_a_school'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=fanal.core.tenancy.SameSchool('person', name='accounts_membership_same_school'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='membership_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), ('person', '='), (models.Func('valid_from', 'valid_until', models.Value('[]'), function='daterange'), '&&')], name='membership_once_at_a_time'),
        ),
        *protect("accounts_person"),
        *protect("accounts_membership"),
        readable_by_its_user("accounts_membership"),
    ]
