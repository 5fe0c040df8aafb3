import django.db.models.deletion
import django.db.models.expressions
import fanal.core.mail.addresses
import fanal.core.tenancy
from django.db import migrations, models
from fanal.core.database.row_security import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('core', '0001_database'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArrivedMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('raw', models.BinaryField(null=True)),
                ('size', models.BigIntegerField()),
                ('state', models.CharField(choices=[('new', 'À classer'), ('filed', 'Classé'), ('lost', 'Sans établissement'), ('dropped', 'Écarté')], default='new', max_length=8)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='pourquoi')),
                ('arrived_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('answer', models.CharField(default='', max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True)),
                ('uid_validity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
            ],
        ),
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
                ('words', models.JSONField(default=dict, verbose_name='mots du fichier et les nôtres')),
                ('skipped', models.JSONField(default=list, verbose_name='lignes laissées de côté')),
                ('creations', models.JSONField(default=dict, verbose_name='ce qu’il faut créer d’abord')),
                ('made_at', models.DateTimeField(verbose_name='déposé le')),
                ('applied_at', models.DateTimeField(null=True, verbose_name='importé le')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='annulé le')),
                ('read', models.PositiveIntegerField(default=0, verbose_name='lignes lues')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='créées')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='modifiées')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='inchangées')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refusées')),
                ('gone', models.PositiveIntegerField(default=0, verbose_name='départs')),
                ('root', models.CharField(blank=True, max_length=64, verbose_name='empreinte des lignes')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'kind', '-made_at'], name='import_latest'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='import_number_once'),
                    models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.F('changed')), '+', models.F('unchanged')), '+', models.F('refused')))), name='import_counts_every_line'),
                    models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('stage', 'applied')), models.Q(models.Q(('stage', 'applied'), _negated=True), ('applied_at__isnull', True)), _connector='OR'), name='import_applied_has_its_date'),
                    models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('applied_at__isnull', False), _connector='OR'), name='import_undone_was_applied'),
                    fanal.core.tenancy.SameSchool('made_by', name='core_import_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(verbose_name='ligne du fichier')),
                ('cells', models.JSONField(default=list, verbose_name='cellules')),
                ('effect', models.CharField(blank=True, choices=[('created', 'Créé'), ('changed', 'Modifié'), ('unchanged', 'Inchangé'), ('refused', 'À corriger'), ('gone', 'Départ')], max_length=10, verbose_name='effet')),
                ('target', models.BigIntegerField(null=True, verbose_name='enregistrement')),
                ('before', models.JSONField(null=True, verbose_name='avant')),
                ('after', models.JSONField(null=True, verbose_name='après')),
                ('reasons', models.JSONField(default=list, verbose_name='raisons du refus')),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='core.import')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'imported', 'effect', 'line'], name='import_lines_by_effect'),
                    models.Index(fields=['school', 'target'], name='import_lines_of_target'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'imported', 'line'), name='import_line_once'),
                    fanal.core.tenancy.SameSchool('imported', name='core_importline_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='IncomingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=fanal.core.mail.addresses.new_reference, max_length=16, verbose_name='référence')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='empreinte')),
                ('message_id', models.CharField(blank=True, max_length=250, verbose_name='Message-ID')),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='expéditeur')),
                ('sender_name', models.CharField(blank=True, max_length=120, verbose_name='nom affiché')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='objet')),
                ('text', models.TextField(blank=True, verbose_name='ce qui est nouveau')),
                ('whole_text', models.TextField(blank=True, verbose_name='le message entier')),
                ('attachments', models.JSONField(default=list, verbose_name='pièces jointes')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='réponse automatique')),
                ('is_generated', models.BooleanField(default=False, verbose_name='écrit par un logiciel')),
                ('thread_kind', models.CharField(blank=True, max_length=12, verbose_name='sorte de fil')),
                ('thread_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='fil annoncé')),
                ('is_proven', models.BooleanField(default=False, verbose_name='adresse de réponse authentique')),
                ('is_genuine', models.BooleanField(default=True, verbose_name='domaine de l’expéditeur vérifié')),
                ('state', models.CharField(choices=[('new', 'À lire'), ('filed', 'Classé'), ('to_sort', 'À trier'), ('refused', 'Refusé'), ('discarded', 'Écarté')], default='new', max_length=10, verbose_name='état')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='pourquoi')),
                ('raw', models.BinaryField(null=True, verbose_name='original')),
                ('size', models.BigIntegerField(verbose_name='taille, en octets')),
                ('received_at', models.DateTimeField(verbose_name='reçu le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'state', '-received_at'], name='incoming_by_state'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'fingerprint'), name='incoming_mail_once'),
                    models.UniqueConstraint(fields=('school', 'reference'), name='incoming_reference_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('seq', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=80)),
                ('author', models.CharField(max_length=80)),
                ('salt', models.BinaryField(null=True)),
                ('payload', models.TextField(null=True)),
                ('commitment', models.BinaryField()),
                ('previous', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'subject', 'at'], name='journal_of_subject'),
                    models.Index(condition=models.Q(('author__startswith', 'person:')), fields=['school', 'author', 'at'], name='journal_of_person'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'chain', 'seq'), name='journal_seq_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('seq', models.BigIntegerField(default=0)),
                ('hash', models.BinaryField(default=bytes)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'chain'), name='journal_head_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='JournalStub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('first_seq', models.BigIntegerField()),
                ('last_seq', models.BigIntegerField()),
                ('first_previous', models.BinaryField()),
                ('last_hash', models.BinaryField()),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('signature', models.BinaryField()),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'chain', 'first_seq'), name='journal_stub_once'),
                    models.CheckConstraint(condition=models.Q(('last_seq__gte', models.F('first_seq'))), name='journal_stub_range'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='clé d’unicité')),
                ('reference', models.CharField(default=fanal.core.mail.addresses.new_reference, max_length=16, verbose_name='référence')),
                ('to', models.EmailField(max_length=254, verbose_name='destinataire')),
                ('subject', models.CharField(max_length=200, verbose_name='objet')),
                ('text', models.TextField(verbose_name='texte')),
                ('html', models.TextField(verbose_name='texte mis en forme')),
                ('attachments', models.JSONField(default=list, verbose_name='pièces jointes')),
                ('headers', models.JSONField(default=dict, verbose_name='en-têtes')),
                ('reply_to', models.CharField(blank=True, max_length=200, verbose_name='adresse de réponse')),
                ('message_id', models.CharField(max_length=250, verbose_name='Message-ID')),
                ('is_automatic', models.BooleanField(default=True, verbose_name='écrit par Fanal seul')),
                ('state', models.CharField(choices=[('queued', 'En attente d’envoi'), ('sent', 'Envoyé'), ('failed', 'Non remis'), ('held', 'Retenu'), ('kept', 'Gardé ici (démonstration)')], default='queued', max_length=8, verbose_name='état')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='pourquoi')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                ('queued_at', models.DateTimeField(verbose_name='écrit le')),
                ('not_before', models.DateTimeField(verbose_name='pas avant')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'to', '-queued_at'], name='mail_by_recipient'),
                    models.Index(fields=['school', '-queued_at'], name='mail_by_date'),
                    models.Index(fields=['school', 'message_id'], name='mail_by_message_id'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'key'), name='mail_once'),
                    models.UniqueConstraint(fields=('school', 'reference'), name='mail_reference_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=30, verbose_name='liste')),
                ('name', models.CharField(max_length=40, verbose_name='nom')),
                ('query', models.CharField(max_length=400, verbose_name='filtre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'person', 'page', 'name'), name='saved_view_once'),
                    fanal.core.tenancy.SameSchool('person', name='core_savedview_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=30, verbose_name='série')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='dernier numéro')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'series'), name='counter_once')],
            },
        ),
        *protect(
            "core_import",
            "core_importline",
            "core_journalhead",
            "core_journalentry",
            "core_journalstub",
            "core_mail",
            "core_incomingmail",
            "core_counter",
            "core_savedview",
        ),
    ]
