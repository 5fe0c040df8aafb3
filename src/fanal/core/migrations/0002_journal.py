import django.db.models.deletion
from django.db import migrations, models

from fanal.core.rowsecurity import protect

# Replaced by `0012_journal_behind_a_role`.
LINK = """
CREATE FUNCTION journal_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('fanal.journal_at', '', true);
  RETURN NULL;
END $$;

CREATE FUNCTION journal_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  here text := NEW.school_id || ':' || NEW.chain;
  state text := coalesce(current_setting('fanal.journal_at', true), '');
  head record;
BEGIN
  IF split_part(state, '|', 1) = here THEN
    NEW.seq := split_part(state, '|', 2)::bigint + 1;
    NEW.previous := decode(split_part(state, '|', 3), 'hex');
  ELSE
    INSERT INTO core_journalhead (school_id, chain, seq, hash) VALUES (NEW.school_id, NEW.chain, 0, '')
      ON CONFLICT (school_id, chain) DO NOTHING;
    SELECT seq, hash INTO STRICT head FROM core_journalhead
      WHERE school_id = NEW.school_id AND chain = NEW.chain FOR UPDATE;
    IF state <> '' THEN
      -- A statement that mixes chains: what was linked so far must reach its head first.
      UPDATE core_journalhead SET seq = split_part(state, '|', 2)::bigint,
             hash = decode(split_part(state, '|', 3), 'hex')
       WHERE school_id || ':' || chain = split_part(state, '|', 1);
      SELECT seq, hash INTO STRICT head FROM core_journalhead
        WHERE school_id = NEW.school_id AND chain = NEW.chain;
    END IF;
    NEW.seq := head.seq + 1;
    NEW.previous := head.hash;
  END IF;
  NEW.hash := sha256(NEW.previous || convert_to(concat_ws('|', NEW.school_id, NEW.chain, NEW.seq,
    (extract(epoch FROM NEW.at) * 1000000)::bigint, NEW.verb, NEW.subject, NEW.author, ''), 'UTF8')
    || NEW.commitment);
  PERFORM set_config('fanal.journal_at', here || '|' || NEW.seq || '|' || encode(NEW.hash, 'hex'), true);
  RETURN NEW;
END $$;

CREATE FUNCTION journal_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  state text := coalesce(current_setting('fanal.journal_at', true), '');
BEGIN
  IF state <> '' THEN
    UPDATE core_journalhead SET seq = split_part(state, '|', 2)::bigint,
           hash = decode(split_part(state, '|', 3), 'hex')
     WHERE school_id = split_part(split_part(state, '|', 1), ':', 1)::bigint
       AND chain = split_part(split_part(state, '|', 1), ':', 2);
    PERFORM set_config('fanal.journal_at', '', true);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER journal_begin BEFORE INSERT ON core_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_begin();
CREATE TRIGGER journal_link BEFORE INSERT ON core_journalentry
  FOR EACH ROW EXECUTE FUNCTION journal_link();
CREATE TRIGGER journal_end AFTER INSERT ON core_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_end();
"""

GUARD = """
CREATE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.salt IS NULL AND NEW.payload IS NULL
       AND (to_jsonb(NEW) - 'salt' - 'payload') = (to_jsonb(OLD) - 'salt' - 'payload') THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is not rewritten: only its values can be erased';
  ELSIF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM core_journalstub s WHERE s.school_id = OLD.school_id
               AND s.chain = OLD.chain AND OLD.seq BETWEEN s.first_seq AND s.last_seq) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is purged only behind a signed stub';
  END IF;
  RAISE EXCEPTION 'the journal is never emptied';
END $$;

CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON core_journalentry
  FOR EACH ROW EXECUTE FUNCTION journal_guard();
CREATE TRIGGER journal_never_emptied BEFORE TRUNCATE ON core_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_guard();
"""

UNDO = """
DROP TRIGGER journal_never_emptied ON core_journalentry;
DROP TRIGGER journal_guard ON core_journalentry;
DROP TRIGGER journal_end ON core_journalentry;
DROP TRIGGER journal_link ON core_journalentry;
DROP TRIGGER journal_begin ON core_journalentry;
DROP FUNCTION journal_guard(); DROP FUNCTION journal_end();
DROP FUNCTION journal_link(); DROP FUNCTION journal_begin();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_people_and_schools'),
        ('core', '0001_database'),
    ]

    operations = [
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SeenKey',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('answer', models.CharField(default='', max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=30, verbose_name='série')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='dernier numéro')),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'series'), name='counter_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('seq', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=80)),
                ('author', models.CharField(max_length=80)),
                ('salt', models.BinaryField(null=True)),
                ('payload', models.TextField(null=True)),
                ('commitment', models.BinaryField()),
                ('previous', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'indexes': [models.Index(fields=['school', 'subject', 'at'], name='journal_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('school', 'chain', 'seq'), name='journal_seq_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('seq', models.BigIntegerField(default=0)),
                ('hash', models.BinaryField(default=bytes)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'chain'), name='journal_head_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalStub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(choices=[('history', 'Historique'), ('security', 'Sécurité')], max_length=10)),
                ('first_seq', models.BigIntegerField()),
                ('last_seq', models.BigIntegerField()),
                ('first_previous', models.BinaryField()),
                ('last_hash', models.BinaryField()),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('signature', models.BinaryField()),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school', verbose_name='établissement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'chain', 'first_seq'), name='journal_stub_once'), models.CheckConstraint(condition=models.Q(('last_seq__gte', models.F('first_seq'))), name='journal_stub_range')],
            },
        ),
        *protect("core_counter"),
        *protect("core_journalentry"),
        *protect("core_journalhead"),
        *protect("core_journalstub"),
        migrations.RunSQL(LINK + GUARD, UNDO),
    ]
