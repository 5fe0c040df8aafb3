import django.db.models.deletion
import django.db.models.expressions
import fanal.core.tenancy
from django.db import migrations, models

from fanal.core.rowsecurity import protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('core', '0003_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('kind', models.CharField(max_length=20, verbose_name='sorte')),
                ('stage', models.CharField(choices=[('deposited', 'Colonnes à vérifier'), ('planned', 'Aperçu prêt'), ('applied', 'Importé')], default='deposited', max_length=10, verbose_name='étape')),
                ('name', models.CharField(max_length=120, verbose_name='fichier')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte du fichier')),
                ('headers', models.JSONField(default=list, verbose_name='en-têtes')),
                ('columns', models.JSONField(default=list, verbose_name='correspondance des colonnes')),
                ('creations', models.JSONField(default=dict, verbose_name='ce qu’il faut créer d’abord')),
                ('made_at', models.DateTimeField(verbose_name='déposé le')),
                ('applied_at', models.DateTimeField(null=True, verbose_name='importé le')),
                ('read', models.PositiveIntegerField(default=0, verbose_name='lignes lues')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='créées')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='modifiées')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='inchangées')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refusées')),
                ('root', models.CharField(blank=True, max_length=64, verbose_name='empreinte des lignes')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='ligne du fichier')),
                ('cells', models.JSONField(default=list, verbose_name='cellules')),
                ('effect', models.CharField(blank=True, choices=[('created', 'Créé'), ('changed', 'Modifié'), ('unchanged', 'Inchangé'), ('refused', 'À corriger')], max_length=10, verbose_name='effet')),
                ('target', models.BigIntegerField(null=True, verbose_name='enregistrement')),
                ('before', models.JSONField(null=True, verbose_name='avant')),
                ('after', models.JSONField(null=True, verbose_name='après')),
                ('reasons', models.JSONField(default=list, verbose_name='raisons du refus')),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='core.import')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(fields=['school', 'kind', '-made_at'], name='import_latest'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.UniqueConstraint(fields=('school', 'number'), name='import_number_once'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('changed')), '+', models.F('unchanged')), '+', models.F('refused')))), name='import_counts_every_line'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('stage', 'applied')), models.Q(models.Q(('stage', 'applied'), _negated=True), ('applied_at__isnull', True)), _connector='OR'), name='import_applied_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=fanal.core.tenancy.SameSchool('made_by', name='core_import_same_school'),
        ),
        migrations.AddIndex(
            model_name='importline',
            index=models.Index(fields=['school', 'imported', 'effect', 'line'], name='import_lines_by_effect'),
        ),
        migrations.AddIndex(
            model_name='importline',
            index=models.Index(fields=['school', 'target'], name='import_lines_of_target'),
        ),
        migrations.AddConstraint(
            model_name='importline',
            constraint=models.UniqueConstraint(fields=('school', 'imported', 'line'), name='import_line_once'),
        ),
        migrations.AddConstraint(
            model_name='importline',
            constraint=fanal.core.tenancy.SameSchool('imported', name='core_importline_same_school'),
        ),
        *protect("core_import"),
        *protect("core_importline"),
    ]
