from django.db import migrations

from fanal.core.frozen.declaration import Frozen, guard

SIGNATURE = ('loan_id', 'name', 'quality', 'drawing', 'signed_at', 'replaced_on?', 'former_agreement?')

# A loan is asked to be signed anew once each signature is kept as replaced, with the text that it was under: its own
# trigger compares the two, so that nobody says later that something else was signed.
WAY = """
CREATE FUNCTION public.loan_is_asked_anew(was jsonb) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(bool_and(s.replaced_on IS NOT NULL), false)
     AND coalesce(bool_or(s.former_agreement = was -> 'agreement'), false)
    FROM public.loans_loansignature s WHERE s.loan_id = (was ->> 'id')::bigint
$$;
CREATE FUNCTION public.loan_signature_replaced() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.replaced_on IS NULL OR NEW.former_agreement IS DISTINCT FROM
      (SELECT l.agreement FROM public.loans_loan l WHERE l.id = NEW.loan_id) THEN
    RAISE EXCEPTION 'a signature is replaced with the text that it was under';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER loan_signature_replaced BEFORE UPDATE ON public.loans_loansignature FOR EACH ROW
  WHEN (OLD.replaced_on IS DISTINCT FROM NEW.replaced_on
    OR OLD.former_agreement IS DISTINCT FROM NEW.former_agreement)
  EXECUTE FUNCTION public.loan_signature_replaced();
"""
NO_WAY = """
DROP TRIGGER loan_signature_replaced ON public.loans_loansignature;
DROP FUNCTION public.loan_signature_replaced(), public.loan_is_asked_anew(jsonb)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_frozen_ways'),
        ('loans', '0007_frozen_guard'),
    ]

    operations = [
        migrations.RunSQL(WAY, NO_WAY),
        guard(
            Frozen(
                ('agreement', 'signed_on?'),
                when="signed_on IS NOT NULL OR agreement <> '{}'",
                way='loan_is_asked_anew',
            ),
            'loans_loan',
            was=Frozen(('agreement',), when='signed_on IS NOT NULL'),
        ),
        guard(
            Frozen((*SIGNATURE[:4], 'file_name?', 'mime?', 'size?', 'sha256?', *SIGNATURE[4:])),
            'loans_loansignature',
            was=Frozen(SIGNATURE),
        ),
    ]
