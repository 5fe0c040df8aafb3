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
        ('online_services', '0001_services'),
    ]

    operations = [
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
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('signed_by', name='designations_signing_same_school'),
                ],
            },
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
                ('renews', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='renewed_by', to='designations.designation')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='online_services.onlineservice')),
                ('substitute', models.ForeignKey(blank=True, help_text='Nommé dans l’acte ; pour agir, il lui faut un acte à son nom.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person', verbose_name='suppléant')),
                ('signing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='designations.signing')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'delegate'], name='designation_of_person'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='designation_number_once'),
                    models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='designation_period_in_order'),
                    models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('signing__isnull', False), ('step', 'signed')), models.Q(models.Q(('step', 'signed'), _negated=True), ('is_suspended', False), ('revoked_on__isnull', True), ('signing__isnull', True)), _connector='OR'), name='designation_signed_is_proven'),
                    models.CheckConstraint(condition=models.Q(('service__isnull', True), ('rights', []), _connector='OR'), name='designation_rights_are_of_fanal'),
                    fanal.core.tenancy.SameSchool('service', name='designations_designation_same_school'),
                    fanal.core.tenancy.SameSchool('delegate', name='designations_designation_same_school'),
                    fanal.core.tenancy.SameSchool('substitute', name='designations_designation_same_school'),
                    fanal.core.tenancy.SameSchool('prepared_by', name='designations_designation_same_school'),
                    fanal.core.tenancy.SameSchool('confirmed_by', name='designations_designation_same_school'),
                    fanal.core.tenancy.SameSchool('signing', name='designations_designation_same_school'),
                    fanal.core.tenancy.SameSchool('renews', name='designations_designation_same_school'),
                ],
            },
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
                ('signing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='designations.signing')),
            ],
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('signing', name='designations_signingfile_same_school'),
                ],
            },
        ),
        *protect(
            "designations_signing",
            "designations_signingfile",
            "designations_designation",
        ),
    ]
