import django.db.models.deletion
from django.db import migrations, models

import fanal.core.tenancy


class Migration(migrations.Migration):

    dependencies = [
        ('equipment', '0006_machine_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='machinekey',
            name='claims',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='equipment.machine'),
        ),
        migrations.AddConstraint(
            model_name='machinekey',
            constraint=fanal.core.tenancy.SameSchool('claims', name='equipment_machinekey_same_school'),
        ),
        migrations.AddConstraint(
            model_name='machinekey',
            constraint=models.CheckConstraint(condition=models.Q(('machine__isnull', True), ('claims__isnull', True), _connector='OR'), name='machine_key_claims_or_has'),
        ),
    ]
