from importlib import import_module

from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

# The former triggers believed the day that whoever serves told them (`fanal.report_day`). The guard of ADR 0071
# stands in their place: a report goes through a door alone, which leaves a trace.
FORMER = import_module("fanal.reports.migrations.0001_reports").GUARD
GONE = (
    "DROP FUNCTION public.report_guard() CASCADE; DROP FUNCTION public.report_part_guard() CASCADE; "
    "DROP FUNCTION public.report_is_over(timestamptz)"
)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('reports', '0006_parts_guard'),
    ]

    operations = [
        migrations.RunSQL(GONE, FORMER),
        guard(
            Frozen(
                (
                    'number', 'title', 'period', 'board_on', 'work', 'work_at', 'preview', 'previewed_at',
                    'frozen_at', 'by_delegation', 'frozen_by_id', 'corrects',
                ),
                when='frozen_at IS NOT NULL',
            ),
            'reports_boardreport',
            was=Frozen(('number', 'title', 'period', 'frozen_at'), when='frozen_at IS NOT NULL'),
        ),
    ]
