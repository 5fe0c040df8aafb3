import django.contrib.postgres.fields
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
    ]

    operations = [
        migrations.CreateModel(
            name='DataBreach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('title', models.CharField(max_length=120, verbose_name='en quelques mots')),
                ('description', models.TextField(error_messages={'blank': 'Dites ce qui s’est passé, même en une phrase.'}, max_length=2000, verbose_name='ce qui s’est passé')),
                ('happened', models.CharField(blank=True, max_length=160, verbose_name='quand c’est arrivé')),
                ('known_at', models.DateTimeField(verbose_name='connue le')),
                ('nature', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('secrecy', 'Confidentialité : des données ont été vues ou prises'), ('integrity', 'Intégrité : des données ont été modifiées'), ('availability', 'Disponibilité : des données sont perdues ou inaccessibles')], max_length=14), blank=True, default=list, verbose_name='nature')),
                ('answers', models.CharField(choices=[('to_say', 'À dire d’abord'), ('head', 'Le chef d’établissement (ENT, vie scolaire, outils de l’établissement)'), ('ministry', 'Le ministère (GAR, ÉduConnect, SIECLE)'), ('other', 'Un autre : collectivité, éditeur, groupement')], default='to_say', max_length=10, verbose_name='qui répond de ces données ?')),
                ('answers_name', models.CharField(blank=True, max_length=160, verbose_name='nom de ce responsable')),
                ('controller_notified_at', models.DateTimeField(blank=True, null=True, verbose_name='ce responsable a été prévenu le')),
                ('dpo_notified_at', models.DateTimeField(blank=True, null=True, verbose_name='le délégué à la protection des données a été prévenu le')),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupils', 'Élèves'), ('guardians', 'Responsables légaux'), ('teachers', 'Enseignants'), ('staff', 'Autres personnels'), ('visitors', 'Intervenants et visiteurs'), ('others', 'Autres personnes')], max_length=14), blank=True, default=list, verbose_name='personnes concernées')),
                ('people_count', models.PositiveIntegerField(blank=True, help_text='Un ordre de grandeur suffit.', null=True, validators=[django.core.validators.MaxValueValidator(10000000)], verbose_name='combien de personnes')),
                ('data_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'État civil, identité, images'), ('personal', 'Vie personnelle'), ('professional', 'Vie scolaire ou professionnelle'), ('economic', 'Informations économiques et financières'), ('connection', 'Données de connexion'), ('location', 'Données de localisation'), ('internet', 'Données de navigation'), ('other', 'Autres données')], max_length=14), blank=True, default=list, verbose_name='catégories de données')),
                ('records_count', models.PositiveIntegerField(blank=True, help_text='Un ordre de grandeur suffit.', null=True, validators=[django.core.validators.MaxValueValidator(10000000)], verbose_name='combien d’enregistrements')),
                ('consequences', models.TextField(blank=True, help_text='Pour les personnes : hameçonnage, moqueries, perte…', max_length=2000, verbose_name='conséquences probables')),
                ('measures', models.TextField(blank=True, max_length=2000, verbose_name='mesures prises ou proposées')),
                ('risk', models.CharField(choices=[('to_say', 'À évaluer'), ('unlikely', 'Peu probable'), ('risk', 'Un risque'), ('high', 'Un risque élevé')], default='to_say', max_length=10, verbose_name='risque pour les personnes')),
                ('cnil', models.CharField(choices=[('to_say', 'À décider'), ('yes', 'Oui'), ('no', 'Non')], default='to_say', max_length=10, verbose_name='notifier la CNIL')),
                ('cnil_reason', models.TextField(blank=True, max_length=2000, verbose_name='pourquoi')),
                ('cnil_notified_at', models.DateTimeField(blank=True, null=True, verbose_name='CNIL notifiée le')),
                ('cnil_number', models.CharField(blank=True, max_length=60, verbose_name='numéro de la notification')),
                ('late_reason', models.TextField(blank=True, max_length=2000, verbose_name='pourquoi après 72 heures')),
                ('others', models.CharField(choices=[('to_say', 'À décider'), ('yes', 'Oui'), ('no', 'Non')], default='to_say', max_length=10, verbose_name='prévenir les personnes concernées')),
                ('others_reason', models.TextField(blank=True, max_length=2000, verbose_name='pourquoi')),
                ('subjects_notified_at', models.DateTimeField(blank=True, null=True, verbose_name='personnes prévenues le')),
                ('closed_on', models.DateField(null=True, verbose_name='close le')),
                ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='breach_number_once'),
                    fanal.core.tenancy.SameSchool('reported_by', name='privacy_databreach_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BreachEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(verbose_name='du')),
                ('until', models.DateTimeField(verbose_name='au')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='à propos de')),
                ('count', models.PositiveIntegerField(verbose_name='entrées')),
                ('name', models.CharField(max_length=120, verbose_name='fichier')),
                ('mime', models.CharField(max_length=60, verbose_name='type')),
                ('size', models.PositiveBigIntegerField(verbose_name='taille, en octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('does_hold', models.BooleanField(verbose_name='le journal tenait')),
                ('verification', models.TextField(verbose_name='ce que dit la vérification')),
                ('heads', models.JSONField(default=dict, verbose_name='têtes des chaînes')),
                ('frozen_at', models.DateTimeField(verbose_name='figée le')),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='privacy.databreach')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'breach', 'sha256'), name='evidence_once'),
                    models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='evidence_span_in_order'),
                    fanal.core.tenancy.SameSchool('breach', name='privacy_breachevidence_same_school'),
                    fanal.core.tenancy.SameSchool('frozen_by', name='privacy_breachevidence_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Processing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('name', models.CharField(error_messages={'blank': 'Donnez un nom au traitement, par exemple « Vie scolaire ».'}, max_length=120, verbose_name='nom du traitement')),
                ('model_code', models.SlugField(blank=True, max_length=40, verbose_name='modèle')),
                ('tool', models.CharField(blank=True, max_length=120, verbose_name='logiciel ou application')),
                ('state', models.CharField(choices=[('declared', 'Déclaré, à examiner'), ('draft', 'Brouillon'), ('kept', 'Au registre'), ('ended', 'Terminé')], default='draft', max_length=10, verbose_name='état')),
                ('controller', models.CharField(choices=[('head', 'Le chef d’établissement'), ('joint', 'Le chef d’établissement, avec un autre responsable'), ('other', 'Un autre responsable')], default='head', max_length=10, verbose_name='responsable de traitement')),
                ('controller_name', models.CharField(blank=True, help_text='Le ministère, la collectivité, l’éditeur… si ce n’est pas le chef d’établissement seul.', max_length=160, verbose_name='l’autre responsable')),
                ('purposes', models.TextField(blank=True, help_text='À quoi cela sert ; une par ligne.', max_length=2000, verbose_name='finalités')),
                ('legal_basis', models.CharField(blank=True, choices=[('', 'À choisir'), ('public_task', 'Mission d’intérêt public'), ('law', 'Obligation légale'), ('consent', 'Consentement'), ('contract', 'Contrat'), ('vital', 'Sauvegarde des intérêts vitaux'), ('interest', 'Intérêt légitime')], help_text='« Intérêt légitime » : une autorité publique ne peut pas s’en servir pour ses missions (RGPD, article 6, § 1, depuis le 25 mai 2018). Pour un établissement scolaire, c’est le plus souvent la mission d’intérêt public.', max_length=12, verbose_name='base légale')),
                ('ground_words', models.CharField(blank=True, max_length=300, verbose_name='texte ou précision')),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupils', 'Élèves'), ('guardians', 'Responsables légaux'), ('teachers', 'Enseignants'), ('staff', 'Autres personnels'), ('visitors', 'Intervenants et visiteurs'), ('others', 'Autres personnes')], max_length=14), blank=True, default=list, verbose_name='personnes concernées')),
                ('data_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'État civil, identité, images'), ('personal', 'Vie personnelle'), ('professional', 'Vie scolaire ou professionnelle'), ('economic', 'Informations économiques et financières'), ('connection', 'Données de connexion'), ('location', 'Données de localisation'), ('internet', 'Données de navigation'), ('other', 'Autres données')], max_length=14), blank=True, default=list, verbose_name='catégories de données')),
                ('data_words', models.TextField(blank=True, max_length=2000, verbose_name='précision sur les données')),
                ('sensitive', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('health', 'Santé'), ('origin', 'Origine raciale ou ethnique'), ('opinion', 'Opinions politiques'), ('belief', 'Convictions religieuses ou philosophiques'), ('union', 'Appartenance syndicale'), ('sex_life', 'Vie ou orientation sexuelle'), ('biometric', 'Données biométriques ou génétiques'), ('nir', 'Numéro de sécurité sociale (NIR)'), ('offence', 'Infractions et condamnations')], max_length=14), blank=True, default=list, help_text='Aucune case : aucune donnée sensible.', verbose_name='données sensibles')),
                ('sensitive_reason', models.TextField(blank=True, max_length=500, verbose_name='pourquoi elles sont permises')),
                ('has_no_processor', models.BooleanField(default=False, verbose_name='il n’y a aucun sous-traitant')),
                ('has_no_transfer', models.BooleanField(default=False, verbose_name='rien ne sort de l’Union européenne')),
                ('measures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('access', 'Contrôle d’accès des utilisateurs'), ('traces', 'Traçabilité'), ('software', 'Protection des logiciels'), ('backup', 'Sauvegarde des données'), ('encryption', 'Chiffrement'), ('processors', 'Contrôle des sous-traitants'), ('other', 'Autres mesures')], max_length=14), blank=True, default=list, verbose_name='mesures de sécurité')),
                ('measures_words', models.TextField(blank=True, max_length=2000, verbose_name='précision sur les mesures')),
                ('dpia', models.CharField(choices=[('to_say', 'À étudier'), ('not_needed', 'Pas nécessaire'), ('elsewhere', 'Faite par un autre responsable'), ('needed', 'Nécessaire, à faire'), ('done', 'Faite ici')], default='to_say', max_length=10, verbose_name='analyse d’impact (AIPD)')),
                ('dpia_reference', models.CharField(blank=True, max_length=300, verbose_name='référence de l’analyse, ou raison de ne pas en faire')),
                ('is_public', models.BooleanField(default=False, verbose_name='montrer dans l’extrait public : finalités, base légale, personnes, données, durées')),
                ('version', models.PositiveSmallIntegerField(default=0, verbose_name='dernière version')),
                ('has_changed', models.BooleanField(default=True, verbose_name='modifié depuis cette version')),
                ('made_on', models.DateField(verbose_name='créé le')),
                ('changed_on', models.DateField(verbose_name='mis à jour le')),
                ('ended_on', models.DateField(null=True, verbose_name='terminé le')),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='processing_number_once'),
                    fanal.core.tenancy.SameSchool('declared_by', name='privacy_processing_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProcessingDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('mime', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='taille, en octets')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('is_picture', models.BooleanField(verbose_name='image')),
                ('joined_on', models.DateField(verbose_name='joint le')),
                ('processing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='privacy.processing')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'processing', 'sha256'), name='processing_document_once'),
                    fanal.core.tenancy.SameSchool('processing', name='privacy_processingdocument_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProcessingPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('retention', 'Durée de conservation'), ('inside', 'Destinataire dans l’établissement'), ('outside', 'Destinataire extérieur'), ('processor', 'Sous-traitant'), ('transfer', 'Transfert hors de l’Union européenne')], max_length=10, verbose_name='sorte')),
                ('what', models.CharField(max_length=160, verbose_name='quoi, ou qui')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('processing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='privacy.processing')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    fanal.core.tenancy.SameSchool('processing', name='privacy_processingpart_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ProcessingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('content', models.JSONField(verbose_name='la fiche')),
                ('validated_at', models.DateTimeField(verbose_name='validée le')),
                ('processing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='privacy.processing')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('validated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'processing', 'number'), name='processing_version_once'),
                    fanal.core.tenancy.SameSchool('processing', name='privacy_processingversion_same_school'),
                    fanal.core.tenancy.SameSchool('validated_by', name='privacy_processingversion_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='numéro')),
                ('who', models.CharField(error_messages={'blank': 'Dites de qui vient la demande.'}, help_text='Et pour qui, si c’est un responsable légal. Ne gardez pas de copie de pièce d’identité.', max_length=160, verbose_name='de qui vient la demande')),
                ('right', models.CharField(choices=[('access', 'Accès : voir ses données'), ('correction', 'Rectification'), ('erasure', 'Effacement'), ('restriction', 'Limitation'), ('objection', 'Opposition'), ('portability', 'Portabilité')], max_length=12, verbose_name='quel droit')),
                ('detail', models.TextField(blank=True, max_length=2000, verbose_name='ce qui est demandé')),
                ('received_on', models.DateField(verbose_name='reçue le')),
                ('is_identified', models.BooleanField(default=False, verbose_name='l’identité de qui demande est vérifiée')),
                ('extended_on', models.DateField(blank=True, null=True, verbose_name='prolongation annoncée le')),
                ('extension_reason', models.CharField(blank=True, help_text='Deux mois de plus, vu la complexité de la demande ou le nombre des demandes reçues.', max_length=300, verbose_name='pourquoi')),
                ('answer', models.CharField(choices=[('none', 'Pas encore'), ('yes', 'Acceptée'), ('partly', 'Acceptée en partie'), ('no', 'Refusée')], default='none', max_length=8, verbose_name='réponse')),
                ('answer_reason', models.TextField(blank=True, help_text='Imprimé dans la lettre ; un refus, même en partie, se motive.', max_length=2000, verbose_name='ce qui est répondu')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='répondu le')),
                ('exported_on', models.DateField(null=True, verbose_name='données remises le')),
                ('erased_on', models.DateField(null=True, verbose_name='données effacées le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'number'), name='rights_request_once'),
                ],
            },
        ),
        *protect(
            "privacy_databreach",
            "privacy_processing",
            "privacy_processingpart",
            "privacy_processingversion",
            "privacy_processingdocument",
            "privacy_breachevidence",
            "privacy_rightsrequest",
        ),
    ]
