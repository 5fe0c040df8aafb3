from django.db import migrations, models

NO_PUPILS = "Je n’ai pas d’élèves"
ALREADY = (
    "UPDATE surveys_surveyoption SET is_outside = true FROM surveys_surveyquestion question "
    "WHERE question.id = question_id AND question.measure = 'US1' AND label = %s"
)


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0003_frozen_guard'),
    ]

    operations = [
        migrations.AddField(
            model_name='surveyoption',
            name='is_outside',
            field=models.BooleanField(default=False, verbose_name='hors de l’indicateur'),
        ),
        migrations.RunSQL([(ALREADY, [NO_PUPILS])], migrations.RunSQL.noop),
    ]
