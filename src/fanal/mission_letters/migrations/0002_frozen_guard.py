from django.db import migrations, models

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('mission_letters', '0001_letters'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='missionletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['draft', 'shared']), _negated=True), ('signed_on__isnull', True), _connector='OR'), name='letter_signed_is_not_written'),
        ),
        guard(
            Frozen(
                ('number', 'version', 'mission_id', 'person_id', 'school_year', 'starts_on', 'ends_on', 'main_missions', 'secondary_missions', 'objectives', 'indicators', 'qualification', 'participation', 'means', 'time_slots', 'follow_up', 'opinions', 'annexes', 'pay=none', 'agreed_on', 'agreed_in_person', 'signed_on'),
                when='signed_on IS NOT NULL',
            ),
            'mission_letters_missionletter',
        ),
    ]
