from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('helpdesk', '0003_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='helprequest',
            name='search_key',
            field=models.GeneratedField(db_persist=True, expression=models.Func('text', function='public.sort_key'), output_field=models.TextField()),
        ),
    ]
