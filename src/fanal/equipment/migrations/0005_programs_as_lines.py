from django.db import migrations, models

# What was kept as [[name, version, publisher], …] becomes one line each; the next report is compared anew.
AS_LINES = """
UPDATE equipment_machine SET softwares_digest = '', softwares = coalesce((
  SELECT string_agg(concat_ws(E'\t', row ->> 0, row ->> 1, row ->> 2), E'\n' ORDER BY rank)
    FROM jsonb_array_elements(softwares::jsonb) WITH ORDINALITY AS told(row, rank)), '')
"""
AS_ROWS = """
UPDATE equipment_machine SET softwares_digest = '', softwares = coalesce((
  SELECT jsonb_agg(string_to_array(line, E'\t') ORDER BY rank)
    FROM unnest(string_to_array(softwares, E'\n')) WITH ORDINALITY AS told(line, rank)
   WHERE softwares <> ''), '[]'::jsonb)::text
"""


class Migration(migrations.Migration):
    dependencies = [("equipment", "0004_labels")]

    operations = [
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.AlterField(
            model_name="machine",
            name="softwares",
            field=models.TextField(blank=True, default="", verbose_name="logiciels"),
        ),
        migrations.RunSQL(AS_LINES, AS_ROWS),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.AddIndex(
            model_name="agentvisit",
            index=models.Index(fields=["school", "since"], name="agent_visit_recent"),
        ),
    ]
