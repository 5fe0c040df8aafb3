"""The day a line was presented, as the journal tells it. A line without one was presented before any session."""

from django.db import migrations, models

FROM_THE_JOURNAL = """
UPDATE missions_impproposal p SET presented_on = told.day
  FROM (SELECT e.school_id, e.subject, max((e.at AT TIME ZONE s.timezone)::date) AS day
          FROM core_journalentry e JOIN accounts_school s ON s.id = e.school_id
         WHERE e.verb = 'missions.proposal_presented' GROUP BY e.school_id, e.subject) told
 WHERE told.school_id = p.school_id AND told.subject = 'missions.impproposal:' || p.id
   AND p.state <> 'draft';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0013_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='impproposal',
            name='presented_on',
            field=models.DateField(blank=True, null=True, verbose_name='présentée le'),
        ),
        migrations.RunSQL(FROM_THE_JOURNAL, migrations.RunSQL.noop),
        migrations.RemoveField(model_name='impproposal', name='note'),
    ]
