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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='access_review_number_once'),
                    models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('school',), name='access_review_one_at_a_time'),
                    fanal.core.tenancy.SameSchool('opened_by', name='service_security_accessreview_same_school'),
                    fanal.core.tenancy.SameSchool('closed_by', name='service_security_accessreview_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ReviewedService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='service')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('done_on', models.DateField(null=True, verbose_name='revu le')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='service_security.accessreview')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='online_services.onlineservice')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'review', 'service'), name='reviewed_service_once'),
                    fanal.core.tenancy.SameSchool('review', name='service_security_reviewedservice_same_school'),
                    fanal.core.tenancy.SameSchool('service', name='service_security_reviewedservice_same_school'),
                    fanal.core.tenancy.SameSchool('done_by', name='service_security_reviewedservice_same_school'),
                ],
            },
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
                ('reviewed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rights', to='service_security.reviewedservice')),
            ],
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('reviewed', name='service_security_reviewedright_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='service_security_reviewedright_same_school'),
                    fanal.core.tenancy.SameSchool('doer', name='service_security_reviewedright_same_school'),
                ],
            },
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
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'service', 'code'), name='service_habit_once'),
                    fanal.core.tenancy.SameSchool('service', name='service_security_servicehabit_same_school'),
                    fanal.core.tenancy.SameSchool('said_by', name='service_security_servicehabit_same_school'),
                ],
            },
        ),
        *protect(
            "service_security_servicehabit",
            "service_security_accessreview",
            "service_security_reviewedservice",
            "service_security_reviewedright",
        ),
    ]
