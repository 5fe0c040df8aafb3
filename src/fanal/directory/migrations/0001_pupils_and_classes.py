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
    ]

    operations = [
        migrations.CreateModel(
            name='Pupil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family_name', models.CharField(max_length=60, verbose_name='nom')),
                ('given_name', models.CharField(max_length=60, verbose_name='prénom')),
                ('born', models.DateField(blank=True, null=True, verbose_name='date de naissance')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='parti le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'family_name', 'given_name'], name='pupil_by_name'),
                ],
            },
        ),
        migrations.CreateModel(
            name='NotDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_on', models.DateField(verbose_name='dit le')),
                ('other_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('other_pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.pupil')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.pupil')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('other_person__isnull', True), ('other_pupil__isnull', False), ('person__isnull', True), ('pupil__isnull', False)), models.Q(('other_person__isnull', False), ('other_pupil__isnull', True), ('person__isnull', False), ('pupil__isnull', True)), _connector='OR'), name='two_people_of_one_sort'),
                    models.UniqueConstraint(fields=('school', 'pupil', 'other_pupil'), name='two_pupils_once'),
                    models.UniqueConstraint(fields=('school', 'person', 'other_person'), name='two_persons_once'),
                    fanal.core.tenancy.SameSchool('pupil', name='directory_notduplicate_same_school'),
                    fanal.core.tenancy.SameSchool('other_pupil', name='directory_notduplicate_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='directory_notduplicate_same_school'),
                    fanal.core.tenancy.SameSchool('other_person', name='directory_notduplicate_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('class_code', models.CharField(blank=True, max_length=20, verbose_name='classe')),
                ('level', models.CharField(blank=True, max_length=20, verbose_name='niveau (MEF)')),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, verbose_name='groupes')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='directory.pupil')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('class_code', ''), _negated=True), fields=['school', 'school_year', 'class_code'], name='enrolled_in'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'pupil', 'school_year'), name='one_enrolment_a_year'),
                    fanal.core.tenancy.SameSchool('pupil', name='directory_enrolment_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ChecklistTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(choices=[('departure', 'départ'), ('arrival', 'arrivée')], max_length=9, verbose_name='fiche')),
                ('code', models.CharField(max_length=40, verbose_name='ligne')),
                ('done_at', models.DateTimeField(verbose_name='cochée le')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.pupil')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'person', 'sheet'], name='sheet_ticks_of_person'),
                    models.Index(fields=['school', 'pupil'], name='sheet_ticks_of_pupil'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('pupil__isnull', True)), models.Q(('person__isnull', True), ('pupil__isnull', False)), _connector='OR'), name='sheet_tick_of_one_sort'),
                    fanal.core.tenancy.SameSchool('person', name='directory_checklisttick_same_school'),
                    fanal.core.tenancy.SameSchool('pupil', name='directory_checklisttick_same_school'),
                    fanal.core.tenancy.SameSchool('done_by', name='directory_checklisttick_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RecordMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gone_number', models.BigIntegerField(verbose_name='fiche réunie')),
                ('was', models.JSONField(default=dict, verbose_name='avant')),
                ('left', models.JSONField(default=dict, verbose_name='après')),
                ('moved', models.JSONField(default=dict, verbose_name='ce qui a suivi')),
                ('joined_at', models.DateTimeField(verbose_name='réunies le')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='séparées le')),
                ('joined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.person')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.pupil')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'pupil'], name='joined_into_pupil'),
                    models.Index(fields=['school', 'person'], name='joined_into_person'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', True), ('pupil__isnull', False)), models.Q(('person__isnull', False), ('pupil__isnull', True)), _connector='OR'), name='joined_of_one_sort'),
                    fanal.core.tenancy.SameSchool('pupil', name='directory_recordmerge_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='directory_recordmerge_same_school'),
                    fanal.core.tenancy.SameSchool('joined_by', name='directory_recordmerge_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SchoolClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='intitulé')),
                ('levels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, verbose_name='niveaux (MEF)')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'school_year', 'code'), name='class_once_a_year'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SourceRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=12, verbose_name='source')),
                ('kind', models.CharField(choices=[('pupil', 'Élève'), ('staff', 'Personnel'), ('class', 'Classe'), ('group', 'Groupe'), ('school', 'Établissement'), ('level', 'Niveau (MEF)'), ('subject', 'Matière')], max_length=8, verbose_name='sorte')),
                ('key', models.CharField(max_length=80, verbose_name='numéro dans la source')),
                ('print', models.CharField(max_length=16, verbose_name='empreinte')),
                ('content', models.JSONField(default=dict, verbose_name='ce qui était dit')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('seen_on', models.DateField(verbose_name='vu le')),
                ('gone_on', models.DateField(null=True, verbose_name='absent depuis')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='known_as', to='accounts.person')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='known_as', to='directory.pupil')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['school', 'pupil'], name='known_of_pupil'),
                    models.Index(fields=['school', 'person'], name='known_of_person'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'source', 'kind', 'key'), name='known_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'pupil'), ('person__isnull', True), ('pupil__isnull', False)), models.Q(('kind', 'staff'), ('person__isnull', False), ('pupil__isnull', True)), models.Q(('kind__in', ['class', 'group', 'school', 'level', 'subject']), ('person__isnull', True), ('pupil__isnull', True)), _connector='OR'), name='known_is_of_its_kind'),
                    fanal.core.tenancy.SameSchool('pupil', name='directory_sourcerecord_same_school'),
                    fanal.core.tenancy.SameSchool('person', name='directory_sourcerecord_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StaffYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('functions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, verbose_name='fonctions')),
                ('classes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, verbose_name='classes')),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, verbose_name='groupes')),
                ('heads', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, verbose_name='professeur principal de')),
                ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, verbose_name='matières')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='accounts.person')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'person', 'school_year'), name='one_staff_year'),
                    fanal.core.tenancy.SameSchool('person', name='directory_staffyear_same_school'),
                ],
            },
        ),
        migrations.CreateModel(
            name='TeachingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school_year', models.CharField(max_length=9, verbose_name='année scolaire')),
                ('code', models.CharField(max_length=40, verbose_name='code')),
                ('label', models.CharField(blank=True, max_length=80, verbose_name='intitulé')),
                ('classes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, verbose_name='classes')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('school', 'school_year', 'code'), name='group_once_a_year'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FormLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(error_messages={'blank': 'Donnez un objet au courrier.'}, max_length=120, verbose_name='objet')),
                ('body', models.TextField(error_messages={'blank': 'Écrivez le texte du courrier.'}, help_text='Une ligne vide sépare deux paragraphes ; **gras**, *italique*, « - » pour une liste, « ## » pour un intertitre.', max_length=6000, verbose_name='texte')),
                ('changed_on', models.DateField(verbose_name='modifié le')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('school'), models.Func('title', function='public.sort_key'), name='letter_title_once')],
            },
        ),
        *protect(
            "directory_checklisttick",
            "directory_formletter",
            "directory_pupil",
            "directory_enrolment",
            "directory_recordmerge",
            "directory_notduplicate",
            "directory_sourcerecord",
            "directory_staffyear",
            "directory_schoolclass",
            "directory_teachinggroup",
        ),
    ]
