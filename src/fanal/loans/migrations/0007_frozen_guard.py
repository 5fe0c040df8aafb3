from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_frozen_openings'),
        ('loans', '0006_who_signs_and_act'),
    ]

    operations = [
        guard(Frozen(('agreement',), when='signed_on IS NOT NULL'), 'loans_loan'),
        guard(Frozen(('loan_id', 'name', 'quality', 'drawing', 'signed_at', 'replaced_on?', 'former_agreement?')), 'loans_loansignature'),
    ]
