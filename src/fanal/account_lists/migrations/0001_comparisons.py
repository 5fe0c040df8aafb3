import django.db.models.deletion
import django.db.models.expressions
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_database'),
        ('accounts', '0001_people_and_schools'),
        ('core', '0002_kernel'),
        ('directory', '0001_pupils_and_classes'),
        ('online_services', '0001_services'),
    ]

    operations = [
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
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='online_services.onlineservice')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'service', '-compared_on'], name='comparison_latest'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('matched'), '+', models.F('orphan')), '+', models.F('shared')), '+', models.F('doubt')), '+', models.F('left_out')), '+', models.F('repeated')), '+', models.F('refused')))), name='comparison_counts_every_line'),
                    fanal.core.tenancy.SameSchool('service', name='account_lists_comparison_same_school'),
                    fanal.core.tenancy.SameSchool('imported', name='account_lists_comparison_same_school'),
                    fanal.core.tenancy.SameSchool('asked_by', name='account_lists_comparison_same_school'),
                ],
            },
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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'service', 'person'), name='expected_admin_once'),
                    fanal.core.tenancy.SameSchool('service', name='account_lists_expectedadmin_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='account_lists_expectedadmin_same_school'),
                ],
            },
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
                ('comparison', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='account_lists.comparison')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.pupil')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='online_services.onlineservice')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'state', 'service', 'kind'], name='findings_to_do'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'service', 'kind', 'key'), name='finding_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='finding_accepted_has_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'gone'), _negated=True), models.Q(('cells', {}), ('others', {}), ('person__isnull', True), ('pupil__isnull', True), ('reason', '')), _connector='OR'), name='finding_gone_says_nothing'),
                    fanal.core.tenancy.SameSchool('service', name='account_lists_finding_same_school'),
                    fanal.core.tenancy.SameSchool('comparison', name='account_lists_finding_same_school'),
                    fanal.core.tenancy.SameSchool('pupil', name='account_lists_finding_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='account_lists_finding_same_school'),
                    fanal.core.tenancy.SameSchool('settled_by', name='account_lists_finding_same_school'),
                ],
            },
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
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'service', 'key'), name='account_owned_once'), models.CheckConstraint(condition=models.Q(('pupil__isnull', True), ('person__isnull', True), _connector='OR'), name='account_of_one_owner'), fanal.core.tenancy.SameSchool('service', name='account_lists_accountowner_same_school'), fanal.core.tenancy.SameSchool('pupil', name='account_lists_accountowner_same_school'), fanal.core.tenancy.SameSchool('person', name='account_lists_accountowner_same_school')],
            },
        ),
        *protect(
            "account_lists_comparison",
            "account_lists_expectedadmin",
            "account_lists_finding",
            "account_lists_accountowner",
        ),
    ]
