from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

WORDS = ('outcome', 'text', 'sheet_version', 'sheet_has_changed', 'author_name', 'written_at', 'decision?', 'decision_text?')
WRITTEN = 'written_at IS NOT NULL'


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0008_longer_sheets'),
    ]

    operations = [
        guard(
            Frozen(('processing_id', 'about', 'asked_by_id', 'asked_at', *WORDS, 'decided_by_id?', 'decided_at?'), when=WRITTEN),
            'privacy_delegateopinion',
            was=Frozen(('about', 'asked_at', *WORDS, 'decided_at?'), when=WRITTEN),
        ),
    ]
