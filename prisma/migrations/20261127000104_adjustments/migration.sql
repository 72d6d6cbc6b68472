-- Adjustments: lines of their own about another line, with a reason in words and an approval. One that adds is earned and paid like
-- any other; one that takes something away is never paid: with its last approval it takes effect on the line that it is about.
SET ROLE fairlead_owner;

-- CreateIndex
CREATE INDEX "commissions_adjusts_idx" ON "commissions"("adjusts");

-- AddForeignKey
ALTER TABLE "commissions" ADD CONSTRAINT "commissions_adjusts_fkey" FOREIGN KEY ("adjusts") REFERENCES "commissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE commissions ADD CONSTRAINT commissions_adjustment CHECK ((kind = 'adjustment') = (adjusts IS NOT NULL)
  AND (adjusts IS NULL OR reason IS NOT NULL) AND (adjusts IS NOT NULL OR NOT reduces));

-- How much adjustments have taken from a line.
CREATE FUNCTION deducted_of(p_commission text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_minor), 0)::bigint FROM commissions WHERE adjusts = p_commission AND reduces AND state = 'clawed_back'
$$;

-- How much they would take that nobody has decided about.
CREATE FUNCTION proposed_deductions(p_commission text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(amount_minor), 0)::bigint FROM commissions WHERE adjusts = p_commission AND reduces AND state IN ('awaiting_approval', 'frozen')
$$;

-- A line that has accrued, and is no adjustment itself.
CREATE FUNCTION is_adjustable(p_line commissions) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_line.adjusts IS NULL AND p_line.approve_from IS NOT NULL AND p_line.state <> 'waiting_trigger' AND coalesce(p_line.payout_currency, p_line.currency) = p_line.currency
$$;

-- An adjustment begins with its approval, and stands still where a case about the amount is open; it is of the line's own money. What
-- is taken is never more than is left of the line, nor than is left of it by others that are proposed.
CREATE FUNCTION check_adjustment(p_new commissions) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_of commissions;
BEGIN
  SELECT * INTO STRICT v_of FROM commissions WHERE id = p_new.adjusts FOR UPDATE;
  IF p_new.state <> (CASE WHEN cardinality(p_new.frozen_for) > 0 THEN 'frozen' ELSE 'awaiting_approval' END) OR NOT p_new.hold_over
     OR p_new.clawed_before_minor <> 0 OR p_new.clawed_after_minor <> 0 THEN
    RAISE EXCEPTION 'adjustment % does not begin with its approval', p_new.id USING ERRCODE = 'FL013';
  END IF;
  IF NOT is_adjustable(v_of) OR (p_new.referral_id, p_new.partner_id, p_new.deal_id, p_new.currency, p_new.plan_version_id)
     IS DISTINCT FROM (v_of.referral_id, v_of.partner_id, v_of.deal_id, v_of.currency, v_of.plan_version_id) THEN
    RAISE EXCEPTION 'line % cannot be adjusted by %', v_of.id, p_new.id USING ERRCODE = 'FL013';
  END IF;
  IF p_new.correction_id IS NOT NULL THEN
    PERFORM check_addition(p_new, v_of);
  END IF;
  IF p_new.reduces AND (v_of.state IN ('rejected', 'clawed_back') OR p_new.amount_minor + proposed_deductions(v_of.id)
     > v_of.amount_minor - v_of.clawed_before_minor - v_of.clawed_after_minor) THEN
    RAISE EXCEPTION 'line % has less left than adjustment % would take', v_of.id, p_new.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- What takes something from another line takes effect once and whole, with its approvals.
CREATE FUNCTION check_deduction(p_old commissions, p_new commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_new.state <> 'clawed_back' OR p_new.clawed_after_minor <> 0
     OR NOT coalesce(valid_approvals(p_new.id, p_old.content_hash) >= greatest(p_old.approvals_required, approvals_due(p_new)), false) THEN
    RAISE EXCEPTION 'adjustment % lacks its approvals', p_new.id USING ERRCODE = 'FL002';
  END IF;
END
$$;

-- By the end of the transaction the line that it is about has become less by it.
CREATE FUNCTION check_deducted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT clawed_before_minor + clawed_after_minor FROM commissions WHERE id = NEW.adjusts) < deducted_of(NEW.adjusts) THEN
    RAISE EXCEPTION 'adjustment % took nothing from its line', NEW.id USING ERRCODE = 'FL013';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER commissions_deducted AFTER UPDATE ON commissions DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.reduces AND NEW.state = 'clawed_back') EXECUTE FUNCTION check_deducted();

CREATE FUNCTION lines_of_deal(p_line commissions) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('lines', jsonb_agg(story_line(c) ORDER BY c.kind)) FROM commissions c
  WHERE c.referral_id = p_line.referral_id AND c.deal_id = p_line.deal_id
$$;

-- A proposal, with who may not approve it, its journals, its event and the answer to its command. Written only if the line that it is
-- about is still the version that was decided on. Lock order: payee, referral, line, ledger.
-- p: {referralId, partnerId, adjusts, version, at, id, accrualKey, reduces, amountMinor, reasonFrom, caseId, correctionId?, explanation,
--     exclusions: [{userId, reason}], journals: […], event, command?}; `reasonFrom`: the command whose text is the reason,
--     where it is not that of the case or of the correction. The same once more is done already.
-- Returns {stale: true} or {lines}, all lines of the deal.
CREATE FUNCTION adjust_commission(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_of commissions;
  v_new commissions;
  v_at timestamptz := (p->>'at')::timestamptz;
  v_item jsonb;
BEGIN
  PERFORM keep_payee(p->>'partnerId');
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  SELECT * INTO STRICT v_of FROM commissions WHERE id = p->>'adjusts' FOR UPDATE;
  IF EXISTS (SELECT 1 FROM commissions WHERE accrual_key = p->>'accrualKey') THEN
    RETURN lines_of_deal(v_of);
  END IF;
  IF v_of.version <> (p->>'version')::int THEN
    RETURN jsonb_build_object('stale', true);
  END IF;
  v_new := v_of;
  v_new.id := p->>'id';
  v_new.kind := 'adjustment';
  v_new.accrual_key := p->>'accrualKey';
  v_new.adjusts := v_of.id;
  v_new.reduces := (p->>'reduces')::boolean;
  v_new.amount_minor := (p->>'amountMinor')::bigint;
  v_new.correction_id := p->>'correctionId';
  v_new.corrected_minor := NULL;
  v_new.corrected := NULL;
  v_new.corrected_awaits := NULL;
  v_new.reason := coalesce((SELECT reason FROM cases WHERE id = p->>'caseId'), (SELECT reason FROM deal_corrections WHERE id = p->>'correctionId'),
    (SELECT payload->'texts'->>'message' FROM commands WHERE id = p->>'reasonFrom'));
  v_new.case_id := p->>'caseId';
  v_new.explanation := p->'explanation';
  v_new.accrued_at := v_at;
  v_new.payable_from := v_at;
  v_new.hold_over := true;
  v_new.frozen_for := cases_that_stop(p->>'referralId');
  v_new.frozen_at := CASE WHEN cardinality(v_new.frozen_for) > 0 THEN v_at END;
  v_new.state := CASE WHEN cardinality(v_new.frozen_for) > 0 THEN 'frozen' ELSE 'awaiting_approval' END;
  v_new.clawed_before_minor := 0;
  v_new.clawed_after_minor := 0;
  v_new.payee_fingerprint := payee_fingerprint(v_of.partner_id);
  v_new.content_hash := sha256_hex(commission_content(shown_minor(v_new), v_new.currency, v_new.payee_fingerprint, v_new.plan_version_id));
  v_new.approvals_required := approvals_due(v_new);
  v_new.version := 1;
  v_new.payout_currency := NULL;
  v_new.rate_id := NULL;
  v_new.converted_at := NULL;
  v_new.reject_reason := NULL;
  v_new.freeze_reason := NULL;
  v_new.clawed_at := NULL;
  v_new.paid_at := NULL;
  INSERT INTO commissions SELECT v_new.*;
  INSERT INTO commission_exclusions(commission_id, user_id, reason)
  SELECT v_new.id, user_id, reason FROM commission_exclusions WHERE commission_id = v_of.id
  UNION SELECT v_new.id, user_id, reason FROM payee_exclusions(v_of.partner_id)
  UNION SELECT v_new.id, e->>'userId', e->>'reason' FROM jsonb_array_elements(p->'exclusions') AS e
  ON CONFLICT DO NOTHING;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'journals') LOOP
    PERFORM post_journal(v_item, v_at);
  END LOOP;
  PERFORM append_event(p->>'referralId', p->'event');
  IF NOT v_new.reduces THEN
    PERFORM recount_approvals(v_of.deal_id, v_of.partner_id, p->>'referralId', v_at);
  END IF;
  PERFORM answer_any_command(p->'command', v_at);
  RETURN lines_of_deal(v_of);
END
$$;

RESET ROLE;
