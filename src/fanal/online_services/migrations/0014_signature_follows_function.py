"""What a delegation of signature opens in Fanal lives only while its holder is deputy or gestionnaire."""

from django.db import migrations

ALIGN = """
UPDATE accounts_accessgrant g SET while_holding = ARRAY['bursar', 'deputy']
  FROM online_services_designation d
 WHERE d.school_id = g.school_id AND d.number = g.act AND d.nature = 'signature' AND d.service_id IS NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_rights_while_in_function'),
        ('online_services', '0013_renewals_prepared_once'),
    ]

    operations = [migrations.RunSQL(ALIGN, migrations.RunSQL.noop)]
