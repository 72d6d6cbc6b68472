-- What a deal earns may be shared by two partners: a person of the house proposes it for one referral, the partner that referred the
-- company agrees, and from then on it stands. Each has lines of its own; together they are what one line would have been.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "referral_splits" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "referral_splits_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "referral_splits_referral_id_idx" ON "referral_splits"("referral_id");

-- AddForeignKey
ALTER TABLE "referral_splits" ADD CONSTRAINT "referral_splits_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_splits" ADD CONSTRAINT "referral_splits_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who referred the company has the rest, so both parts come to 10,000 by themselves.
ALTER TABLE referral_splits ADD CONSTRAINT referral_splits_basis_points CHECK (basis_points BETWEEN 1 AND 9999);
ALTER TABLE referral_splits ADD CONSTRAINT referral_splits_state CHECK (state IN ('proposed', 'agreed', 'declined', 'withdrawn')
  AND (state = 'proposed') = (answered_by IS NULL) AND (answered_by IS NULL) = (answered_at IS NULL));
CREATE UNIQUE INDEX referral_splits_one_standing ON referral_splits(referral_id) WHERE state IN ('proposed', 'agreed');

-- While a line of the deal stands, a split would come too late for it.
CREATE FUNCTION split_is_late(p_referral text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM commissions c WHERE c.referral_id = p_referral AND c.deal_id <> 'lead:' || p_referral AND c.state <> 'rejected')
$$;

-- Proposed by somebody of the house, agreed to by an administrator of the partner that gives something away, before anything has
-- accrued, and while the other partner is active; never changed afterwards. The lock of the referral is that of the accrual.
CREATE FUNCTION guard_split() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_referral referrals;
BEGIN
  SELECT * INTO STRICT v_referral FROM referrals WHERE id = NEW.referral_id FOR UPDATE;
  IF TG_OP = 'INSERT' AND (NEW.state <> 'proposed' OR NEW.partner_id = v_referral.partner_id
     OR NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.proposed_by AND active AND partner_id IS NULL)) THEN
    RAISE EXCEPTION 'split % is not proposed by the house to another partner', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF NEW.state IN ('proposed', 'agreed') AND NOT EXISTS (SELECT 1 FROM partners p JOIN enrolments e ON e.partner_id = p.id
     WHERE p.id = NEW.partner_id AND p.state = 'active' AND e.program_id = v_referral.program_id AND e.state = 'active') THEN
    RAISE EXCEPTION 'split % is not of two active partners of the program', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.state <> 'proposed' OR (NEW.id, NEW.referral_id, NEW.partner_id, NEW.basis_points, NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.referral_id, OLD.partner_id, OLD.basis_points, OLD.proposed_by, OLD.proposed_at)) THEN
    RAISE EXCEPTION 'split % stands as it is', NEW.id USING ERRCODE = 'FL010';
  END IF;
  IF NEW.state IN ('agreed', 'declined') AND NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.answered_by AND active
     AND partner_id = v_referral.partner_id AND 'partner_admin' = ANY (roles)) THEN
    RAISE EXCEPTION 'split % is not for % to answer', NEW.id, NEW.answered_by USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state IN ('proposed', 'agreed') AND split_is_late(NEW.referral_id) THEN
    RAISE EXCEPTION 'split % comes after the lines of its deal', NEW.id USING ERRCODE = 'FL013';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER referral_splits_guard BEFORE INSERT OR UPDATE ON "referral_splits" FOR EACH ROW EXECUTE FUNCTION guard_split();
CREATE TRIGGER referral_splits_no_delete BEFORE DELETE ON "referral_splits" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER referral_splits_no_truncate BEFORE TRUNCATE ON "referral_splits" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "referral_splits" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT, UPDATE ON "referral_splits" TO fairlead_api;

-- The step of an explanation that says which part of the whole a line is, as its deal is known by now; NULL: all of it.
CREATE FUNCTION share_step(p_line commissions) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT s.step FROM jsonb_array_elements(coalesce(p_line.corrected, p_line.explanation)->'steps') AS s(step) WHERE s.step->>'step' = 'share'
$$;

-- domain/commission/split.ts: who referred the company gets its part half-up, the other what is left.
CREATE FUNCTION share_of(p_step jsonb, p_whole bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_step->>'side' = 'referrer' THEN div(2 * p_whole::numeric * (p_step->>'basisPoints')::int + 10000, 20000)
    ELSE p_whole - div(2 * p_whole::numeric * (10000 - (p_step->>'basisPoints')::int) + 10000, 20000) END::bigint
$$;

-- What refunds may take back at most of so much that is owed of a line (domain/commission/clawback.ts). Of a line that was shared in its
-- own currency what is left of the whole is shared, which may leave one unit less than the share of the line alone.
CREATE FUNCTION clawback_at_most(p_line commissions, p_earned bigint, p_refunded numeric, p_deal bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(clawback_of(p_line.kind, p_earned, p_refunded, p_deal), CASE WHEN s.step->'of'->>'currency' = p_line.currency AND share_of(s.step, s.whole) = p_earned
    THEN p_earned - share_of(s.step, s.whole - clawback_of(p_line.kind, s.whole, p_refunded, p_deal)) END)
  FROM (SELECT share_step(p_line) AS step, (share_step(p_line)->'of'->>'amount')::bigint AS whole) AS s
$$;

-- A line is owed to the partner that referred the company, or to the other one of its split, and is the part that was agreed.
CREATE FUNCTION check_split(p_line commissions) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_partner text := (SELECT partner_id FROM referrals WHERE id = p_line.referral_id);
  v_split referral_splits;
  v_step jsonb := share_step(p_line);
BEGIN
  IF p_line.adjusts IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT * INTO v_split FROM referral_splits WHERE referral_id = p_line.referral_id AND state = 'agreed' AND p_line.kind <> 'qualified_lead_bonus';
  IF p_line.partner_id NOT IN (v_partner, coalesce(v_split.partner_id, v_partner))
     OR v_step->>'side' <> (CASE p_line.partner_id WHEN v_partner THEN 'referrer' ELSE 'partner' END)
     OR (v_step->'amount'->>'amount')::bigint <> share_of(v_step, (v_step->'of'->>'amount')::bigint) THEN
    RAISE EXCEPTION 'line % is of a partner that has no part in it', p_line.id USING ERRCODE = 'FL013';
  END IF;
  IF (v_step->>'basisPoints')::int IS DISTINCT FROM
     (CASE p_line.partner_id WHEN v_partner THEN 10000 - v_split.basis_points ELSE v_split.basis_points END) THEN
    -- It was not agreed when somebody looked: who looks again sees that.
    RAISE EXCEPTION 'the split of % has been agreed', p_line.referral_id USING ERRCODE = '40001';
  END IF;
END
$$;

-- Mails about a line go to whoever handed the referral in, or to the other partner of a split, who has a page for the line alone.
CREATE FUNCTION mail_of_line(p_mail jsonb, p_commission text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_mail->'receiver'->>'kind' <> 'submitter' OR c.partner_id = r.partner_id THEN p_mail
    ELSE p_mail || jsonb_build_object('receiver', jsonb_build_object('kind', 'partner', 'partnerId', c.partner_id),
      'facts', coalesce(p_mail->'facts', '{}') || jsonb_build_object('commissionId', c.id, 'share', 1)) END
  FROM commissions c JOIN referrals r ON r.id = c.referral_id WHERE c.id = p_commission
$$;

RESET ROLE;
