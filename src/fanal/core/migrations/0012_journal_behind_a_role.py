"""Only the journal's own functions write its head, its stubs, its erasures and its purges."""

from django.db import migrations

from fanal.core.journal.triggers import BEHIND_A_ROLE


class Migration(migrations.Migration):
    dependencies = [("core", "0011_mail_pile")]
    operations = [migrations.RunSQL(BEHIND_A_ROLE)]
