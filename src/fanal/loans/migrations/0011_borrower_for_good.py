from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

TEXT = ('agreement', 'signed_on?')
SIGNED = "signed_on IS NOT NULL OR agreement <> '{}'"
WAY = 'loan_is_asked_anew'


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_frozen_notes'),
        ('loans', '0010_act_of_agreement'),
    ]

    operations = [
        guard(
            Frozen(('number', 'borrower', 'for_pupil', 'person_id', *TEXT), when=SIGNED, way=WAY),
            'loans_loan',
            was=Frozen(TEXT, when=SIGNED, way=WAY),
        ),
    ]
