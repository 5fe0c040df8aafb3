"""Reviews of accesses: campaigns, the services they go through, the rights decided upon."""

import django.db.models.deletion
import fanal.core.tenancy
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_access_grants'),
        ('online_services', '0010_designations'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('title', models.CharField(max_length=80, verbose_name='nom')),
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
                ('source', models.CharField(choices=[('act', 'Désigné par un acte'), ('expected', 'Prévu par la direction, sans acte'), ('admin', 'Droits non prévus, vus dans le service'), ('shared', 'Compte partagé ou générique'), ('orphan', 'Le titulaire est parti, ou inconnu'), ('said', 'Ajouté pendant la revue')], max_length=8, verbose_name='connu par')),
                ('act', models.PositiveIntegerField(null=True, verbose_name='acte')),
                ('is_gone', models.BooleanField(default=False, verbose_name='parti')),
                ('factor', models.CharField(blank=True, choices=[('', 'On ne sait pas'), ('yes', 'Oui'), ('no', 'Non'), ('none', 'Le service ne la permet pas')], max_length=4, verbose_name='double vérification')),
                ('last_used_on', models.DateField(null=True, verbose_name='dernière utilisation')),
                ('decision', models.CharField(blank=True, choices=[('keep', 'Garder'), ('revoke', 'Retirer'), ('change', 'Changer')], max_length=6, verbose_name='décision')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='précision')),
                ('done_on', models.DateField(null=True, verbose_name='fait le')),
                ('doer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('reviewed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='online_services.reviewedservice')),
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
        *protect(
            "online_services_accessreview", "online_services_reviewedservice", "online_services_reviewedright"
        ),
    ]
