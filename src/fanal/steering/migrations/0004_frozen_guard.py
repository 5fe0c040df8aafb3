from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('steering', '0003_what_a_board_decided'),
    ]

    operations = [
        guard(
            Frozen(
                ('number', 'title', 'first_year', 'years', 'standing', 'introduction', 'ends_on', 'adopted_on', 'adopted_despite', 'replaced_on?'),
                when='adopted_on IS NOT NULL',
            ),
            'steering_projectversion',
        ),
        guard(
            Frozen(
                ('version_id', 'rank', 'title', 'text'),
                under=('version_id', 'steering_projectversion', 'adopted_on'),
            ),
            'steering_projectaxis',
        ),
        guard(
            Frozen(
                ('axis_id', 'rank', 'title', 'text', 'expected'),
                under=('axis_id', 'steering_projectaxis', 'version_id', 'steering_projectversion', 'adopted_on'),
            ),
            'steering_objective',
        ),
        guard(
            Frozen(
                ('objective_id', 'title', 'kind', 'disciplines', 'owner_words', 'starts_on', 'ends_on', 'budget_cents', 'payer'),
                under=('objective_id', 'steering_objective', 'axis_id', 'steering_projectaxis', 'version_id', 'steering_projectversion', 'adopted_on'),
            ),
            'steering_projectaction',
        ),
    ]
