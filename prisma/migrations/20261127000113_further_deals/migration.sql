-- Renewals and further deals of a customer that a referral has won: each is a referral of its own that names the first one. It has no
-- place in the line of the company, so it is no duplicate, holds no claim and fills no bound of the partner.
SET ROLE fairlead_owner;

-- AlterTable
ALTER TABLE "referrals" ADD COLUMN "earns_before" DATE,
ADD COLUMN "first_won_on" DATE,
ADD COLUMN "origin_id" TEXT,
ADD COLUMN "origin_kind" TEXT;

-- CreateIndex
CREATE INDEX "referrals_origin_id_idx" ON "referrals"("origin_id");

-- AddForeignKey
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "referrals" ADD CONSTRAINT "referrals_origin" CHECK (("origin_id" IS NULL) = ("origin_kind" IS NULL)
  AND ("origin_id" IS NULL) = ("earns_before" IS NULL) AND ("origin_id" IS NULL) = ("first_won_on" IS NULL) AND "origin_kind" IN ('renewal', 'further_deal'));

-- The first referral stands: it was won, it is a first one itself, and all that money follows from is as it is there.
CREATE FUNCTION guard_origin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.origin_id, NEW.origin_kind, NEW.first_won_on, NEW.earns_before)
       IS DISTINCT FROM (OLD.origin_id, OLD.origin_kind, OLD.first_won_on, OLD.earns_before) THEN
      RAISE EXCEPTION 'what % came from stays as it was recorded', NEW.id USING ERRCODE = 'FL020';
    END IF;
  ELSIF NOT EXISTS (SELECT 1 FROM referrals o WHERE o.id = NEW.origin_id AND o.origin_id IS NULL AND o.stage = 'won'
      AND (o.deal->>'closedOn')::date = NEW.first_won_on
      AND (o.partner_id, o.program_id, o.company_id, o.policy_version_id, o.plan_version_id, o.partner_tier)
        IS NOT DISTINCT FROM (NEW.partner_id, NEW.program_id, NEW.company_id, NEW.policy_version_id, NEW.plan_version_id, NEW.partner_tier)) THEN
    RAISE EXCEPTION '% does not follow from %', NEW.id, NEW.origin_id USING ERRCODE = 'FL020';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER referrals_origin_guard BEFORE INSERT ON "referrals" FOR EACH ROW WHEN (NEW.origin_id IS NOT NULL) EXECUTE FUNCTION guard_origin();
CREATE TRIGGER referrals_origin_stays BEFORE UPDATE OF origin_id, origin_kind, first_won_on, earns_before ON "referrals" FOR EACH ROW EXECUTE FUNCTION guard_origin();

-- The facts of domain/commission/conditions.ts. Of a renewal or further deal they are those of the first referral, with the day on which
-- that was won, as it stood at the record and was told since, and the day of its own; while it is open, that of its record.
CREATE OR REPLACE FUNCTION rule_facts(p_referral referrals) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('productLine', p_referral.product_line, 'country', p_referral.company_country,
    'region', p_referral.company_region, 'partnerId', p_referral.partner_id, 'tier', p_referral.partner_tier,
    'receivedAt', iso_ms(coalesce(o.submitted_at, p_referral.submitted_at)), 'quality', p_referral.quality)
    || CASE WHEN o.id IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('furtherDeal', jsonb_build_object('kind', p_referral.origin_kind,
      'firstWonOn', to_char(p_referral.first_won_on, 'YYYY-MM-DD'),
      'wonOn', coalesce(p_referral.deal->>'closedOn', to_char(p_referral.submitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')))) END
  FROM (SELECT 1) AS one LEFT JOIN referrals o ON o.id = p_referral.origin_id
$$;

-- What a rule earns of a deal that is not the first of its customer carries the proof that it was won in time; fixed amounts are for the
-- first deal alone. What people adjust is theirs to say.
CREATE FUNCTION guard_beyond_first() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_facts jsonb;
  v_won jsonb := NEW.explanation->'wonInTime';
  v_months int := (v_won->>'months')::int;
BEGIN
  SELECT rule_facts(r)->'furtherDeal' INTO v_facts FROM referrals r WHERE r.id = NEW.referral_id;
  IF v_facts IS NULL OR NEW.kind = 'adjustment' OR (NEW.kind = 'tier_bonus' AND EXISTS (
      SELECT 1 FROM commissions WHERE referral_id = NEW.referral_id AND deal_id = NEW.deal_id AND kind = 'deal_percent')) THEN
    RETURN NEW;
  END IF;
  IF NEW.kind NOT IN ('deal_percent', 'recurring') OR v_won - 'months' IS DISTINCT FROM v_facts
     OR v_won->>'wonOn' < v_won->>'firstWonOn'
     OR (v_won->>'wonOn')::date >= ((v_won->>'firstWonOn')::date
       + make_interval(months => v_months + CASE v_won->>'kind' WHEN 'renewal' THEN 12 ELSE 0 END))::date
     OR NOT EXISTS (SELECT 1 FROM plan_versions v, jsonb_array_elements(v.rules) WITH ORDINALITY AS r(rule, place)
       WHERE v.id = NEW.plan_version_id AND r.place = (NEW.explanation->>'ruleIndex')::int + 1
         AND v_months = (r.rule->CASE v_won->>'kind' WHEN 'renewal' THEN 'renewals' ELSE 'furtherDeals' END->>'months')::int) THEN
    RAISE EXCEPTION '% earns nothing by a % of a deal that is not the first', NEW.referral_id, NEW.kind USING ERRCODE = 'FL020';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER commissions_beyond_first BEFORE INSERT ON "commissions" FOR EACH ROW EXECUTE FUNCTION guard_beyond_first();
CREATE TRIGGER commissions_beyond_first_anew BEFORE UPDATE OF explanation ON "commissions" FOR EACH ROW WHEN (
  (NEW.explanation->'wonInTime', NEW.explanation->'ruleIndex') IS DISTINCT FROM (OLD.explanation->'wonInTime', OLD.explanation->'ruleIndex'))
EXECUTE FUNCTION guard_beyond_first();

GRANT INSERT ON "transitions" TO fairlead_api;

-- One renewal or further deal: its row with what its story knows, which goes on from there; an entry on both timelines; and the word to
-- the partner. The caller holds the lock of the first referral and has looked under it.
-- p: {id, originId, kind, name, expected: {amount, currency}?, productLine, at, by, source, firstWonOn, earnsBefore, state, projection, mail}
CREATE FUNCTION record_further_deal(p jsonb) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_first referrals;
  v_id text := p->>'id';
  v_intake bigint := nextval('intake_no_seq');
  v_by jsonb := jsonb_build_object('kind', 'user', 'id', p->>'by');
  v_said jsonb := jsonb_build_object('at', p->>'at', 'type', 'further_deal.recorded', 'actor', v_by, 'source', p->>'source');
  v_event jsonb;
BEGIN
  SELECT * INTO STRICT v_first FROM referrals WHERE id = p->>'originId';
  INSERT INTO referrals(id, number, intake_no, origin_id, origin_kind, first_won_on, earns_before, program_id, partner_id, partner_tier, submitted_by, channel,
    submitted_at, policy_version_id, plan_version_id, terms, prospect_name, prospect_email, prospect_phone, prospect_title, company_id,
    company_name, company_domain, company_country, company_region, need, estimated_amount, estimated_currency, product_line, project,
    consent_basis, consent_at, stage, owner_id, clocks, next, due_at, quality, transition_no)
  SELECT v_id, referral_number(v_intake), v_intake, f.id, p->>'kind', (p->>'firstWonOn')::date, (p->>'earnsBefore')::date, f.program_id, f.partner_id, f.partner_tier,
    v_by || coalesce((SELECT jsonb_build_object('onBehalfOf', u.id) FROM users u WHERE u.partner_id = f.partner_id
      AND u.id = coalesce(f.submitted_by->>'onBehalfOf', f.submitted_by->>'id')), '{}'), 'on_behalf',
    (p->>'at')::timestamptz, f.policy_version_id, f.plan_version_id, f.terms, f.prospect_name, f.prospect_email, f.prospect_phone,
    f.prospect_title, f.company_id, f.company_name, f.company_domain, f.company_country, f.company_region, p->>'name',
    (p->'expected'->>'amount')::bigint, p->'expected'->>'currency', p->>'productLine', f.project, f.consent_basis, f.consent_at,
    p->'projection'->>'stage', p->'projection'->>'ownerId', p->'projection'->'clocks', p->'projection'->'next',
    (p->'projection'->>'dueAt')::timestamptz, f.quality, (p->'state'->>'transitionNo')::int
  FROM referrals f WHERE f.id = v_first.id;
  INSERT INTO joint_submitters(referral_id, user_id, joined_at)
  SELECT v_id, user_id, (p->>'at')::timestamptz FROM joint_submitters WHERE referral_id = v_first.id;
  INSERT INTO transitions(referral_id, transition_no, payload_hash, state)
  VALUES (v_id, (p->'state'->>'transitionNo')::int, sha256_hex((p - 'state')::text), p->'state');
  v_event := append_event_row(v_id, v_said || jsonb_build_object('to', p->'projection'->'stage',
    'public', jsonb_build_object('kind', p->'kind', 'number', v_first.number)));
  PERFORM append_event(v_first.id, v_said || jsonb_build_object('public', jsonb_build_object('kind', p->'kind', 'number', referral_number(v_intake))));
  PERFORM enqueue('start_story', 'referral:' || v_id, jsonb_build_object('input', jsonb_build_object('referralId', v_id,
    'programId', v_first.program_id, 'partnerId', v_first.partner_id, 'intakeNo', v_intake, 'submittedAt', p->>'at', 'policy',
    (SELECT body FROM policy_versions WHERE id = v_first.policy_version_id), 'planVersion', v_first.plan_version_id, 'resumeFromRecord', true)));
  PERFORM enqueue_mail(v_event->>'id', v_id, p->'mail');
  RETURN referral_number(v_intake);
END
$$;

RESET ROLE;
