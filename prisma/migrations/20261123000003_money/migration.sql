-- Money: what the books, the lines and the runs refuse whatever the code above them believes, and the transactions of a
-- line. Each rule here also stands in the API and in the story; tests remove the other two.
SET ROLE fairlead_owner;

-- ── Ledger ─────────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_kind CHECK (kind IN
  ('commission_expense', 'payable_pending', 'payable_due', 'payout_clearing', 'bank', 'partner_receivable'));
-- An account without a partner exists once per currency, too.
CREATE UNIQUE INDEX ledger_accounts_once ON ledger_accounts(kind, partner_id, currency) NULLS NOT DISTINCT;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_amount CHECK (amount_minor > 0);
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_side CHECK (side IN ('debit', 'credit'));

CREATE TRIGGER ledger_journals_append_only BEFORE UPDATE OR DELETE ON ledger_journals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_journals_no_truncate BEFORE TRUNCATE ON ledger_journals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_accounts_no_truncate BEFORE TRUNCATE ON ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_accounts_append_only BEFORE UPDATE OR DELETE ON ledger_accounts FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION this_transaction() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT pg_current_xact_id()::text::bigint
$$;

-- The month in which something is booked: its own in UTC, or the first open one (domain/ledger/periods.ts). Whoever closes a
-- month waits for the transactions that are booking, and they for it; so the look comes after the lock, as a statement of its own.
CREATE FUNCTION booking_period(p_at timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_closed text;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('ledger-periods', 0));
  SELECT max(period) INTO v_closed FROM ledger_periods WHERE closed_at IS NOT NULL;
  RETURN greatest(to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM'),
    to_char(to_date(v_closed || '-01', 'YYYY-MM-DD') + interval '1 month', 'YYYY-MM'));
END
$$;

-- Written by the database, so nobody can claim another transaction or a month that is closed.
CREATE FUNCTION stamp_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.created_tx := this_transaction();
  NEW.period := booking_period(NEW.at);
  RETURN NEW;
END
$$;
CREATE TRIGGER ledger_journals_stamp BEFORE INSERT ON ledger_journals FOR EACH ROW EXECUTE FUNCTION stamp_journal();

CREATE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT created_tx FROM ledger_journals WHERE id = NEW.journal_id) IS DISTINCT FROM this_transaction() THEN
    RAISE EXCEPTION 'journal % is closed', NEW.journal_id USING ERRCODE = 'FL011';
  END IF;
  IF (SELECT currency FROM ledger_accounts WHERE id = NEW.account_id) IS DISTINCT FROM NEW.currency THEN
    RAISE EXCEPTION 'account % is kept in another currency', NEW.account_id USING ERRCODE = 'FL011';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER ledger_entries_own_transaction BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION check_entry();

CREATE FUNCTION check_journal(p_journal text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_entries WHERE journal_id = p_journal) OR EXISTS (
    SELECT 1 FROM ledger_entries WHERE journal_id = p_journal GROUP BY currency
    HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0) THEN
    RAISE EXCEPTION 'journal % does not balance', p_journal USING ERRCODE = 'FL012';
  END IF;
  -- A correction is of the same line or item, and takes back what was booked and no more.
  IF EXISTS (SELECT 1 FROM ledger_journals j JOIN ledger_journals r ON r.id = j.reverses WHERE j.id = p_journal AND (r.source <> j.source
    OR EXISTS (SELECT 1 FROM ledger_entries e WHERE e.journal_id = j.id GROUP BY e.currency
      HAVING sum(e.amount_minor) > (SELECT coalesce(sum(b.amount_minor), 0) FROM ledger_entries b
        WHERE b.journal_id = r.id AND b.currency = e.currency)))) THEN
    RAISE EXCEPTION 'journal % takes back what was not booked', p_journal USING ERRCODE = 'FL012';
  END IF;
END
$$;
CREATE FUNCTION check_new_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_journal(NEW.id);
  RETURN NULL;
END
$$;
CREATE FUNCTION check_journal_of_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_journal(NEW.journal_id);
  RETURN NULL;
END
$$;
-- Both, so that a check brought forward by SET CONSTRAINTS cannot be followed by one more entry.
CREATE CONSTRAINT TRIGGER ledger_journals_balance AFTER INSERT ON ledger_journals DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_new_journal();
CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entries DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_journal_of_entry();

-- p: {kind, source, key, reverses?, entries: [{account, partnerId, side, amountMinor, currency}]}. The same key twice is a
-- fault and fails: whoever posts holds the lock of what is posted and has looked. What a correction takes back was booked
-- before, or it fails.
CREATE FUNCTION post_journal(p jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_reverses text;
BEGIN
  IF p->>'reverses' IS NOT NULL THEN
    SELECT id INTO STRICT v_reverses FROM ledger_journals WHERE idempotency_key = p->>'reverses';
  END IF;
  INSERT INTO ledger_accounts(id, kind, partner_id, currency)
  SELECT DISTINCT concat_ws(':', e->>'account', e->>'partnerId', e->>'currency'), e->>'account', e->>'partnerId', e->>'currency'
  FROM jsonb_array_elements(p->'entries') AS e ORDER BY 1 ON CONFLICT DO NOTHING;
  INSERT INTO ledger_journals(id, kind, source, idempotency_key, reverses, at, created_tx)
  VALUES (new_id('jrn'), p->>'kind', p->>'source', p->>'key', v_reverses, p_at, 0);
  INSERT INTO ledger_entries(journal_id, position, account_id, currency, side, amount_minor)
  SELECT j.id, e.place, concat_ws(':', e.entry->>'account', e.entry->>'partnerId', e.entry->>'currency'), e.entry->>'currency',
    e.entry->>'side', (e.entry->>'amountMinor')::bigint
  FROM ledger_journals j, jsonb_array_elements(p->'entries') WITH ORDINALITY AS e(entry, place) WHERE j.idempotency_key = p->>'key';
END
$$;

-- ── Lines: content, states, four eyes ──────────────────────────────────────────────────────────────────────────

-- The text of domain/commission/content.ts.
CREATE FUNCTION commission_content(p_amount bigint, p_currency text, p_payee text, p_plan_version text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws(E'\n', 'commission/1', p_amount::text, p_currency, coalesce(p_payee, ''), p_plan_version)
$$;

-- The way of domain/commission/states.ts.
CREATE FUNCTION commission_may_follow(p_from text, p_to text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_to = ANY (CASE p_from
    WHEN 'waiting_trigger' THEN ARRAY['holding', 'rejected']
    WHEN 'holding' THEN ARRAY['awaiting_approval', 'approved', 'frozen', 'rejected', 'clawed_back']
    WHEN 'awaiting_approval' THEN ARRAY['approved', 'frozen', 'rejected', 'clawed_back']
    WHEN 'approved' THEN ARRAY['in_run', 'awaiting_approval', 'frozen', 'rejected', 'clawed_back']
    WHEN 'in_run' THEN ARRAY['paid', 'returned', 'approved', 'awaiting_approval', 'frozen', 'clawed_back']
    WHEN 'frozen' THEN ARRAY['holding', 'awaiting_approval', 'approved', 'in_run', 'rejected', 'clawed_back']
    WHEN 'paid' THEN ARRAY['returned', 'clawed_back']
    WHEN 'returned' THEN ARRAY['in_run', 'approved', 'awaiting_approval', 'frozen', 'rejected', 'clawed_back']
    WHEN 'clawed_back' THEN ARRAY['returned']
    ELSE ARRAY[]::text[] END)
$$;

-- Approvals that count: of the present content, by people who are not excluded.
CREATE FUNCTION valid_approvals(p_commission text, p_content_hash text) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(DISTINCT a.user_id)::int FROM commission_approvals a
  WHERE a.commission_id = p_commission AND a.content_hash = p_content_hash AND NOT EXISTS (
    SELECT 1 FROM commission_exclusions e WHERE e.commission_id = a.commission_id AND e.user_id = a.user_id)
$$;

CREATE INDEX commissions_deal ON commissions(deal_key(deal_id));

-- What a line waits for before it accrues: 'invoiced' or 'paid'; null: it has accrued, or waits for a rate.
CREATE FUNCTION awaited_trigger(p_line commissions) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_line.state = 'waiting_trigger' AND p_line.payout_currency IS NULL THEN p_line.explanation->>'trigger' END
$$;

-- Nobody has refused it: when its turn came nothing was left for it, no rule applied to its deal as it was known, no payment was to come
-- any more, or another referral was credited with the deal. Where the deal earns it as it was corrected, it goes on.
CREATE FUNCTION ended_by_plan(p_line commissions) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_line.state = 'rejected' AND coalesce(p_line.reject_reason IN ('nothing_left', 'earns_nothing', 'payments_over', 'credited_elsewhere'), false)
$$;

-- It was earned: owed, or to be converted first; what finance has rejected since included, and what it has rejected before not.
CREATE FUNCTION has_accrued(p_line commissions) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE p_line.state
    WHEN 'waiting_trigger' THEN p_line.payout_currency IS NOT NULL
    WHEN 'rejected' THEN NOT ended_by_plan(p_line) AND
      (p_line.payout_currency IS NOT NULL OR EXISTS (SELECT 1 FROM ledger_journals j WHERE j.source = p_line.id AND j.kind = 'accrued'))
    ELSE true END
$$;

-- Of what its customer has paid, what a line is a percentage of, and all that had been paid before it; NULL: it is of no payment.
CREATE FUNCTION received_part(p_line commissions) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('received', s->0->'amount'->'amount',
    'before', CASE WHEN s->1->>'step' = 'received' THEN coalesce(s->1->'paidBefore', s->1->'before')->'amount' ELSE '0'::jsonb END)
  FROM (SELECT p_line.explanation->'steps' AS s) AS explained WHERE s->0->>'base' = 'payments_received_net'
$$;

-- A line accrues at its trigger and not before: what is to be invoiced or paid has a record of it, and what it is a percentage of
-- the customer has paid.
CREATE FUNCTION check_trigger(p_line commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_line.state <> 'rejected' AND awaited_trigger(p_line) IS NULL AND p_line.explanation->>'trigger' IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM deal_payments WHERE deal_key = deal_key(p_line.deal_id) AND kind = p_line.explanation->>'trigger') THEN
    RAISE EXCEPTION 'line % waits for its deal to be %', p_line.id, p_line.explanation->>'trigger' USING ERRCODE = 'FL013';
  END IF;
  IF p_line.state <> 'rejected' AND awaited_trigger(p_line) IS NULL AND (SELECT coalesce(sum(d.amount_minor), 0) FROM deal_payments d
    WHERE d.deal_key = deal_key(p_line.deal_id) AND d.kind = 'paid') < (received_part(p_line)->>'received')::numeric + (received_part(p_line)->>'before')::numeric THEN
    RAISE EXCEPTION 'line % is of more than its customer has paid', p_line.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- What is owed for an introduction belongs to no deal, and begins while its referral is beyond its qualification; no other line does.
CREATE FUNCTION check_lead(p_line commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_line.adjusts IS NULL AND (p_line.kind = 'qualified_lead_bonus') <> (p_line.deal_id = 'lead:' || p_line.referral_id) OR (p_line.kind = 'qualified_lead_bonus'
     AND NOT EXISTS (SELECT 1 FROM referrals r WHERE r.id = p_line.referral_id
       AND r.stage IN ('qualified', 'opportunity', 'proposal', 'negotiation', 'won'))) THEN
    RAISE EXCEPTION 'line % is not of a qualified introduction', p_line.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- From which sum on two people approve in this currency: what the policy of a referral says or, where it says nothing of the currency,
-- the policy in force. Without one of a referral (NULL) that in force. NULL: neither has a threshold for it.
CREATE FUNCTION second_approver_from(p_program text, p_policy text, p_currency text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (t->>'amount')::bigint FROM policy_versions v, jsonb_array_elements(v.body->'secondApproverFrom') AS t
  WHERE t->>'currency' = p_currency AND v.id IN (p_policy, (SELECT id FROM policy_versions
    WHERE program_id = p_program AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1))
  ORDER BY v.id = p_policy DESC LIMIT 1
$$;

-- How many people have to approve a line (domain/approval/threshold.ts): by the sum of what its payee is owed for the deal in this
-- currency, over all referrals and programs and also of what is paid, against its threshold. What a refund took
-- back stays counted, so that none asks for fewer people; what would be taken is part of it already. NULL: it has none.
CREATE FUNCTION approvals_due(p_line commissions) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN t.amount <= CASE WHEN p_line.reduces THEN 0 ELSE p_line.amount_minor END + (SELECT coalesce(sum(c.amount_minor), 0) FROM commissions c
      WHERE deal_key(c.deal_id) = deal_key(p_line.deal_id) AND c.partner_id = p_line.partner_id AND c.currency = p_line.currency
        AND c.id <> p_line.id AND c.state <> 'rejected' AND NOT c.reduces AND awaited_trigger(c) IS NULL) THEN 2 ELSE 1 END
  FROM referrals r, second_approver_from(r.program_id, r.policy_version_id, p_line.currency) AS t(amount)
  WHERE r.id = p_line.referral_id AND t.amount IS NOT NULL
$$;

-- What is owed of a line: what was earned, less what was taken back before it left for the partner.
CREATE FUNCTION payable_minor(p_line commissions) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT p_line.amount_minor - p_line.clawed_before_minor
$$;

-- The amount of a line as people read and approve it: what is owed of it; of one that takes something from another, what it takes, before
-- that takes effect and after, so what was approved stays what happened.
CREATE FUNCTION shown_minor(p_line commissions) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_line.reduces THEN -p_line.amount_minor ELSE payable_minor(p_line) END
$$;

-- domain/commission/clawback.ts: the share of the deal that was refunded, half-up, and never more than was earned; a bonus goes
-- back whole with the whole deal; an adjustment, and what was owed for the introduction, stay.
CREATE FUNCTION clawback_of(p_kind text, p_earned bigint, p_refunded numeric, p_deal bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN coalesce(p_deal, 0) <= 0 OR coalesce(p_refunded, 0) <= 0 OR p_kind IN ('qualified_lead_bonus', 'adjustment') THEN 0
    WHEN p_refunded < p_deal AND p_kind IN ('spiff', 'tier_bonus') THEN 0
    ELSE div(2 * p_earned::numeric * least(p_refunded, p_deal) + p_deal, 2 * p_deal::numeric)::bigint END
$$;

-- What is taken back of a line only grows, never beyond what adjustments and the refunds of its deal allow; before the payment it makes the line
-- smaller, after it the partner owes it. What is owed back of a payment that came back makes the line smaller too.
CREATE FUNCTION guard_clawback(p_old commissions, p_new commissions) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_part jsonb := received_part(p_new);
  v_head commissions := p_new;
  v_beside record;
  v_out boolean := p_old.state = 'paid' OR run_around(p_new.id) IS NOT DISTINCT FROM 'under_way';
BEGIN
  IF p_new.reduces THEN
    PERFORM check_deduction(p_old, p_new);
    RETURN;
  END IF;
  IF p_new.clawed_before_minor + p_new.clawed_after_minor < p_old.clawed_before_minor + p_old.clawed_after_minor
     OR p_new.clawed_before_minor < p_old.clawed_before_minor THEN
    RAISE EXCEPTION 'what was taken back of line % only grows', p_new.id USING ERRCODE = 'FL013';
  END IF;
  IF (v_out AND p_new.clawed_before_minor > p_old.clawed_before_minor) OR (NOT v_out
     AND p_new.clawed_after_minor > greatest(p_old.clawed_after_minor, netted_of(p_new.id))) THEN
    -- It was not so when somebody looked: who looks again sees that.
    RAISE EXCEPTION 'line % has left for the partner, or has come back', p_new.id USING ERRCODE = '40001';
  END IF;
  -- A deduction may come before the refunds or after them: after them it takes nothing off what they took. What a correction of the deal
  -- has added is of one earning with its line.
  IF p_new.correction_id IS NOT NULL THEN
    SELECT * INTO STRICT v_head FROM commissions WHERE id = p_new.adjusts;
  END IF;
  SELECT * INTO v_beside FROM beside_in_earning(p_new, v_head);
  IF p_new.clawed_before_minor + p_new.clawed_after_minor > p_new.amount_minor
     OR p_new.clawed_before_minor + p_new.clawed_after_minor + v_beside.lost > deducted_of(v_head.id)
     + p_new.amount_minor + v_beside.earned - owed_by_rule(v_head) + clawback_at_most(v_head, owed_by_rule(v_head),
     (SELECT sum(f.amount_minor) FROM deal_refunds f WHERE f.deal_key = deal_key(p_new.deal_id)) - coalesce((v_part->>'before')::numeric, 0),
     coalesce((v_part->>'received')::bigint, earned_by_worth(v_head), (SELECT (r.deal->'amount'->>'amount')::bigint FROM referrals r WHERE r.id = p_new.referral_id))) THEN
    RAISE EXCEPTION 'no refund or adjustment takes so much of line % back', p_new.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- The run that has the line: 'prepared', also as a draft, or 'under_way' from its release on; null: none.
CREATE FUNCTION run_around(p_commission text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.state IN ('draft', 'prepared') THEN 'prepared' ELSE 'under_way' END FROM payout_item_lines l
  JOIN payout_items i ON i.id = l.item_id JOIN payout_runs r ON r.id = i.run_id WHERE l.commission_id = p_commission AND l.open
$$;

-- The books know the currency of the payout only: a line that is not in it waits, and one that was converted names a rate that
-- two people have confirmed, of a day at most P7D before it was converted.
CREATE FUNCTION check_payout_currency(p_line commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_line.state IN ('waiting_trigger', 'rejected') THEN
    RETURN;
  END IF;
  IF coalesce(p_line.payout_currency, p_line.currency) <> p_line.currency OR (p_line.rate_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM rates WHERE id = p_line.rate_id AND state = 'confirmed' AND to_currency = p_line.currency
      AND day <= p_line.converted_at AND day >= p_line.converted_at - interval '7 days')) THEN
    RAISE EXCEPTION 'line % has no rate for its payout', p_line.id USING ERRCODE = 'FL013';
  END IF;
END
$$;

-- Another referral was won with the deal, so nothing comes to be owed for this one any more.
CREATE FUNCTION won_by_another(p_deal text, p_referral text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM referrals r WHERE r.stage = 'won' AND deal_key(r.deal->>'dealId') = deal_key(p_deal) AND r.id <> p_referral)
$$;

CREATE FUNCTION check_credited(p_line commissions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF won_by_another(p_line.deal_id, p_line.referral_id) THEN
    RAISE EXCEPTION 'line % is of a deal that another referral is credited with', p_line.id USING ERRCODE = 'FL018';
  END IF;
END
$$;

CREATE FUNCTION guard_commission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_required int := NEW.approvals_required;
BEGIN
  IF NEW.amount_minor <= 0 THEN
    RAISE EXCEPTION 'line % is not above zero', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF NEW.content_hash <> sha256_hex(commission_content(shown_minor(NEW), NEW.currency, NEW.payee_fingerprint, NEW.plan_version_id)) THEN
    RAISE EXCEPTION 'the hash of line % is not that of its content', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.adjusts IS NOT NULL THEN
      PERFORM check_adjustment(NEW);
    ELSIF NEW.state NOT IN ('holding', 'waiting_trigger') OR NEW.hold_over OR cardinality(NEW.frozen_for) > 0
       OR NEW.clawed_before_minor <> 0 OR NEW.clawed_after_minor <> 0 THEN
      RAISE EXCEPTION 'line % does not begin with its hold', NEW.id USING ERRCODE = 'FL013';
    END IF;
    PERFORM check_credited(NEW);
    PERFORM check_payout_currency(NEW);
    PERFORM check_trigger(NEW);
    PERFORM check_lead(NEW);
    PERFORM check_split(NEW);
    RETURN NEW;
  END IF;
  IF (NEW.referral_id, NEW.partner_id, NEW.deal_id, NEW.kind, NEW.accrual_key, NEW.adjusts, NEW.reduces, NEW.reason, NEW.case_id, NEW.correction_id)
     IS DISTINCT FROM (OLD.referral_id, OLD.partner_id, OLD.deal_id, OLD.kind, OLD.accrual_key, OLD.adjusts, OLD.reduces, OLD.reason, OLD.case_id, OLD.correction_id)
     OR (awaited_trigger(OLD) IS NULL AND NOT ended_by_plan(OLD) AND NEW.accrued_at <> OLD.accrued_at)
     OR (OLD.state <> 'waiting_trigger' AND NOT ended_by_plan(OLD) AND (NEW.amount_minor, NEW.currency, NEW.payout_currency, NEW.rate_id, NEW.converted_at)
       IS DISTINCT FROM (OLD.amount_minor, OLD.currency, OLD.payout_currency, OLD.rate_id, OLD.converted_at)) THEN
    RAISE EXCEPTION 'line % belongs to its deal', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF (NEW.corrected_minor, NEW.corrected) IS DISTINCT FROM (OLD.corrected_minor, OLD.corrected) THEN
    PERFORM check_corrected(NEW);
  END IF;
  IF (NEW.clawed_before_minor, NEW.clawed_after_minor) IS DISTINCT FROM (OLD.clawed_before_minor, OLD.clawed_after_minor) THEN
    PERFORM guard_clawback(OLD, NEW);
  END IF;
  IF NEW.state = 'clawed_back' AND NEW.clawed_before_minor + NEW.clawed_after_minor <> NEW.amount_minor
     OR NEW.state <> 'clawed_back' AND payable_minor(NEW) = 0 THEN
    RAISE EXCEPTION 'line % is taken back when all of it is', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF OLD.state = 'waiting_trigger' OR ended_by_plan(OLD) THEN
    IF NEW.state = 'holding' THEN
      PERFORM check_credited(NEW);
    END IF;
    PERFORM check_payout_currency(NEW);
    PERFORM check_trigger(NEW);
    PERFORM check_split(NEW);
  END IF;
  IF NEW.state <> OLD.state AND NOT commission_may_follow(OLD.state, NEW.state)
     AND NOT (ended_by_plan(OLD) AND NEW.state IN ('waiting_trigger', 'holding')) THEN
    RAISE EXCEPTION 'line % cannot go from % to %', NEW.id, OLD.state, NEW.state USING ERRCODE = 'FL013';
  END IF;
  IF NEW.state = 'rejected' AND NEW.clawed_after_minor + netted_of(NEW.id) > 0 THEN
    RAISE EXCEPTION 'money of line % has moved', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF NEW.reduces AND NEW.state NOT IN ('awaiting_approval', 'frozen', 'rejected', 'clawed_back') THEN
    RAISE EXCEPTION 'line % takes something from another, and is not paid', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF (NEW.state = 'frozen') <> (cardinality(NEW.frozen_for) > 0) THEN
    RAISE EXCEPTION 'line % is frozen for something, or is not frozen', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF NEW.state = 'frozen' AND OLD.state <> 'frozen' AND run_around(NEW.id) = 'under_way' THEN
    -- It was not when somebody decided to: who looks again sees that.
    RAISE EXCEPTION 'line % is released and cannot be stopped', NEW.id USING ERRCODE = '40001';
  END IF;
  IF NEW.approvals_required < OLD.approvals_required THEN
    RAISE EXCEPTION 'line % was to be approved by more people', NEW.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state IN ('approved', 'in_run') AND NEW.state <> OLD.state AND v_required IS NOT NULL THEN
    v_required := greatest(v_required, approvals_due(NEW));
  END IF;
  -- What a prepared run has stays there when more people have to approve it, and is looked at again at the release.
  IF NEW.state IN ('approved', 'in_run', 'paid') AND NOT (NEW.state = 'in_run' AND OLD.state IN ('in_run', 'frozen') AND NEW.content_hash = OLD.content_hash)
     AND NOT (NEW.hold_over AND coalesce(valid_approvals(NEW.id, NEW.content_hash) >= v_required, false)) THEN
    RAISE EXCEPTION 'line % lacks its hold or its approvals', NEW.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'in_run' AND NOT EXISTS (SELECT 1 FROM payout_item_lines l WHERE l.commission_id = NEW.id AND l.open) THEN
    RAISE EXCEPTION 'line % is in no run', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id
     WHERE l.commission_id = NEW.id AND l.open AND (i.state IN ('paid', 'netted') OR (i.state IN ('returned', 'refused') AND netted_of(NEW.id) = payable_minor(NEW)))) THEN
    RAISE EXCEPTION 'line % is in no paid item', NEW.id USING ERRCODE = 'FL013';
  END IF;
  IF NEW.state = 'returned' AND OLD.state <> 'returned' AND (EXISTS (SELECT 1 FROM payout_item_lines l WHERE l.commission_id = NEW.id AND l.open)
     OR NOT EXISTS (SELECT 1 FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id
       WHERE l.commission_id = NEW.id AND i.state IN ('returned', 'refused'))) THEN
    RAISE EXCEPTION 'the money of line % did not come back', NEW.id USING ERRCODE = 'FL013';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER commissions_guard BEFORE INSERT OR UPDATE ON commissions FOR EACH ROW EXECUTE FUNCTION guard_commission();

-- Four eyes: an approver, not excluded, of the present content, while the line can be decided. One person, one approval of
-- one content: the primary key. The line is locked, so its content cannot change under the approval.
CREATE FUNCTION guard_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_line commissions;
BEGIN
  SELECT * INTO STRICT v_line FROM commissions WHERE id = NEW.commission_id FOR UPDATE;
  IF NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.user_id AND active AND 'finance_approver' = ANY (roles)) THEN
    RAISE EXCEPTION '% is no approver', NEW.user_id USING ERRCODE = 'FL002';
  END IF;
  IF EXISTS (SELECT 1 FROM commission_exclusions WHERE commission_id = NEW.commission_id AND user_id = NEW.user_id) THEN
    RAISE EXCEPTION '% is excluded from line %', NEW.user_id, NEW.commission_id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.content_hash <> v_line.content_hash THEN
    RAISE EXCEPTION 'line % has another content', NEW.commission_id USING ERRCODE = 'FL002';
  END IF;
  IF v_line.state NOT IN ('holding', 'awaiting_approval', 'approved', 'returned') OR v_line.approvals_required IS NULL THEN
    RAISE EXCEPTION 'line % cannot be approved now', NEW.commission_id USING ERRCODE = 'FL002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER commission_approvals_guard BEFORE INSERT ON commission_approvals FOR EACH ROW EXECUTE FUNCTION guard_approval();
CREATE TRIGGER commission_approvals_append_only BEFORE UPDATE OR DELETE ON commission_approvals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commission_approvals_no_truncate BEFORE TRUNCATE ON commission_approvals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commission_exclusions_append_only BEFORE UPDATE OR DELETE ON commission_exclusions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER commission_exclusions_no_truncate BEFORE TRUNCATE ON commission_exclusions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── Runs ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- A settled line stays taken: it can never be in a second item.
CREATE UNIQUE INDEX payout_item_lines_one_open ON payout_item_lines(commission_id) WHERE open;

CREATE FUNCTION guard_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.prepared_by IS DISTINCT FROM OLD.prepared_by AND NOT (OLD.state = 'draft' AND NEW.state = 'prepared'))
     OR (NEW.program_id, NEW.cut_off, NEW.pay_day, NEW.pay_by, NEW.part) IS DISTINCT FROM (OLD.program_id, OLD.cut_off, OLD.pay_day, OLD.pay_by, OLD.part) OR NEW.currency <> OLD.currency OR NEW.rail <> OLD.rail
     OR (OLD.late_at IS NOT NULL AND NEW.late_at IS DISTINCT FROM OLD.late_at) THEN
    RAISE EXCEPTION 'run % is what was prepared', NEW.id USING ERRCODE = 'FL014';
  END IF;
  IF OLD.file_hash IS NOT NULL AND (NEW.file_hash, NEW.file_key_id, NEW.file_sealed)
     IS DISTINCT FROM (OLD.file_hash, OLD.file_key_id, OLD.file_sealed) THEN
    RAISE EXCEPTION 'the file of run % is made once', NEW.id USING ERRCODE = 'FL014';
  END IF;
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF (OLD.state || '>' || NEW.state) NOT IN ('draft>prepared', 'draft>cancelled', 'prepared>released', 'prepared>cancelled', 'released>submitted', 'released>partly_returned', 'released>settled',
     'submitted>settled', 'submitted>partly_returned', 'settled>partly_returned') THEN
    RAISE EXCEPTION 'run % cannot go from % to %', NEW.id, OLD.state, NEW.state USING ERRCODE = 'FL014';
  END IF;
  IF NEW.state = 'prepared' AND NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.prepared_by AND active AND 'finance_preparer' = ANY (roles)) THEN
    RAISE EXCEPTION '% may not prepare run %', NEW.prepared_by, NEW.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'released' AND (NEW.released_by IS NULL OR NEW.prepared_by IS NULL OR NEW.released_by = NEW.prepared_by
     OR NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.released_by AND active AND 'finance_approver' = ANY (roles))
     OR EXISTS (SELECT 1 FROM payout_items i JOIN payout_item_lines l ON l.item_id = i.id AND l.open
       JOIN commission_exclusions e ON e.commission_id = l.commission_id WHERE i.run_id = NEW.id AND e.user_id = NEW.released_by)) THEN
    RAISE EXCEPTION '% may not release run %', NEW.released_by, NEW.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'released' AND EXISTS (SELECT 1 FROM payout_items i JOIN payout_item_lines l ON l.item_id = i.id AND l.open
     JOIN commissions c ON c.id = l.commission_id
     WHERE i.run_id = NEW.id AND c.payee_fingerprint IS DISTINCT FROM payee_fingerprint(c.partner_id)) THEN
    RAISE EXCEPTION 'run % pays to an account that nobody approved', NEW.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'released' AND EXISTS (SELECT 1 FROM payout_items i JOIN payout_item_lines l ON l.item_id = i.id AND l.open
     JOIN commissions c ON c.id = l.commission_id WHERE i.run_id = NEW.id AND NOT coalesce(c.approvals_required IS NOT NULL
       AND valid_approvals(c.id, c.content_hash) >= greatest(c.approvals_required, approvals_due(c)), false)) THEN
    RAISE EXCEPTION 'run % pays what lacks approvals', NEW.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'released' AND EXISTS (SELECT 1 FROM payout_items i WHERE i.run_id = NEW.id AND i.state IN ('released', 'netted')
     AND (i.amount_minor <> (SELECT coalesce(sum(l.amount_minor), 0) FROM payout_item_lines l WHERE l.item_id = i.id AND l.open)
         - (SELECT coalesce(sum(n.amount_minor), 0) FROM nettings n WHERE n.item_id = i.id) OR (i.state = 'netted') <> (i.amount_minor = 0))) THEN
    RAISE EXCEPTION 'run % pays something else than its lines less what is netted', NEW.id USING ERRCODE = 'FL014';
  END IF;
  IF NEW.state = 'settled' AND EXISTS (SELECT 1 FROM payout_items WHERE run_id = NEW.id AND state IN ('released', 'submitted')) THEN
    RAISE EXCEPTION 'run % has items on their way', NEW.id USING ERRCODE = 'FL014';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payout_runs_guard BEFORE UPDATE ON payout_runs FOR EACH ROW EXECUTE FUNCTION guard_run();

-- What is paid is fixed by the release: from then on no line enters or leaves an item, but for all lines of one that came back or was refused.
CREATE FUNCTION guard_item_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_item text;
  v_run text;
BEGIN
  SELECT i.state, r.state INTO v_item, v_run FROM payout_items i JOIN payout_runs r ON r.id = i.run_id WHERE i.id = NEW.item_id;
  IF v_run NOT IN ('draft', 'prepared', 'cancelled') AND NOT (TG_OP = 'UPDATE' AND v_item IN ('returned', 'refused') AND NOT NEW.open
     AND (NEW.item_id, NEW.commission_id, NEW.amount_minor) = (OLD.item_id, OLD.commission_id, OLD.amount_minor)) THEN
    RAISE EXCEPTION 'item % is released', NEW.item_id USING ERRCODE = 'FL014';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payout_item_lines_guard BEFORE INSERT OR UPDATE ON payout_item_lines FOR EACH ROW EXECUTE FUNCTION guard_item_line();
CREATE TRIGGER payout_item_lines_stay BEFORE DELETE ON payout_item_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rail_payments_append_only BEFORE UPDATE OR DELETE ON rail_payments FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Who fetched the bank file, when, and why again.
CREATE TABLE payout_file_downloads (
  run_id TEXT NOT NULL REFERENCES payout_runs(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  reason TEXT,
  CONSTRAINT payout_file_downloads_pkey PRIMARY KEY (run_id, number),
  CONSTRAINT payout_file_downloads_reason CHECK (number = 1 OR reason IS NOT NULL)
);
CREATE TRIGGER payout_file_downloads_append_only BEFORE UPDATE OR DELETE ON payout_file_downloads FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- ── Grants ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- The books, the lines and the rails are the worker's; the API only puts lines into runs that wait for their release.
REVOKE INSERT ON commissions FROM fairlead_api;
REVOKE UPDATE ON ledger_accounts FROM fairlead_worker;
REVOKE UPDATE ON rail_payments FROM fairlead_worker;
GRANT SELECT ON payout_file_downloads TO fairlead_api, fairlead_worker;
GRANT INSERT ON payout_file_downloads TO fairlead_api;

-- ── The transactions of a line ─────────────────────────────────────────────────────────────────────────────────

-- ── The promise of an approval ─────────────────────────────────────────────────────────────────────────────────

-- In how long a line is decided, by the policy of the day of receipt; a day has 24 hours, as in domain/duration.ts.
CREATE FUNCTION approval_length(p_referral text) RETURNS interval LANGUAGE sql STABLE AS $$
  SELECT make_interval(secs => extract(epoch FROM (v.body->>'approve')::interval)::double precision)
  FROM referrals r JOIN policy_versions v ON v.id = r.policy_version_id WHERE r.id = p_referral
$$;

-- Nobody can approve without a threshold, so such a line lacks its approvals whatever was given.
CREATE FUNCTION lacks_approval(p_line commissions) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(valid_approvals(p_line.id, p_line.content_hash) < p_line.approvals_required, true)
$$;

-- Whether somebody owes a decision and may give it: not before the line accrues, not while it is frozen, not in a run.
CREATE FUNCTION approval_runs(p_line commissions) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_line.state IN ('holding', 'awaiting_approval', 'approved', 'returned') AND p_line.approve_by IS NOT NULL AND p_line.approve_met_at IS NULL
$$;

-- The queue of what waits for an approval, in the order in which it is due.
CREATE INDEX commissions_to_approve ON commissions(approve_by, id) WHERE approve_met_at IS NULL;

CREATE FUNCTION may_still_approve(p_user text, p_commission text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM commission_exclusions e WHERE e.commission_id = p_commission AND e.user_id = p_user)
    AND NOT EXISTS (SELECT 1 FROM commission_approvals a JOIN commissions c ON c.id = a.commission_id
      WHERE c.id = p_commission AND a.user_id = p_user AND a.content_hash = c.content_hash)
$$;

-- It begins with the line; of one that waits, when it accrues (accrue_commissions).
CREATE FUNCTION promise_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.approve_from := CASE WHEN NEW.state <> 'waiting_trigger' THEN NEW.accrued_at END;
  NEW.approve_by := NEW.approve_from + approval_length(NEW.referral_id);
  NEW.approve_met_at := NULL;
  RETURN NEW;
END
$$;
CREATE TRIGGER commissions_promise BEFORE INSERT ON commissions FOR EACH ROW EXECUTE FUNCTION promise_approval();

-- Kept with the last approval that is needed. Where approvals count no more, since what they approved has changed or more are needed,
-- another one is promised from then on, in full: nobody is late with what nobody could give before.
CREATE FUNCTION settle_approval(p_commission text, p_at timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE commissions c SET
    approve_from = CASE WHEN approve_met_at IS NULL THEN approve_from ELSE p_at END,
    approve_by = CASE WHEN approve_met_at IS NULL THEN approve_by ELSE p_at + approval_length(referral_id) END,
    approve_met_at = CASE WHEN approve_met_at IS NULL THEN p_at END
  WHERE id = p_commission AND approve_by IS NOT NULL AND state NOT IN ('paid', 'rejected', 'clawed_back')
    AND (approve_met_at IS NULL) <> lacks_approval(c)
$$;

-- What the story keeps of a line (domain/commission/line.ts).
CREATE FUNCTION story_line(p_line commissions) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('commissionId', p_line.id, 'state', p_line.state, 'payableFrom', iso_ms(p_line.payable_from),
    'amount', jsonb_build_object('amount', payable_minor(p_line), 'currency', p_line.currency), 'contentHash', p_line.content_hash,
    'approvals', valid_approvals(p_line.id, p_line.content_hash), 'approvalsRequired', p_line.approvals_required)
    || CASE WHEN p_line.clawed_after_minor > 0 THEN '{"reclaimed": true}'::jsonb ELSE '{}'::jsonb END
    || CASE WHEN p_line.reduces THEN '{"reduces": true}'::jsonb ELSE '{}'::jsonb END
    || CASE WHEN p_line.partner_id <> (SELECT r.partner_id FROM referrals r WHERE r.id = p_line.referral_id) THEN '{"forOther": true}'::jsonb ELSE '{}'::jsonb END
    || CASE WHEN received_part(p_line) IS NOT NULL THEN '{"byPayment": true}'::jsonb ELSE '{}'::jsonb END
    || jsonb_strip_nulls(jsonb_build_object('awaits', awaited_trigger(p_line),
      'paymentsUntil', CASE WHEN awaited_trigger(p_line) IS NOT NULL THEN p_line.explanation->'steps'->0->'instalment'->>'until' END))
    || CASE WHEN approval_runs(p_line) THEN jsonb_build_object('approveFrom', iso_ms(p_line.approve_from), 'approveBy', iso_ms(p_line.approve_by))
      ELSE '{}'::jsonb END
$$;

CREATE FUNCTION story_lines(p_referral text, p_deal text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(story_line(c) ORDER BY c.kind, c.id), '[]') FROM commissions c WHERE c.referral_id = p_referral AND c.deal_id = p_deal
$$;

-- What a deal owes a payee has grown: lines that no release has taken yet need the approvals of the sum. Those that were given are of
-- the same content and count; what was approved by too few waits for the next, and a line in a prepared run drops out at its
-- release. Nothing asks for fewer again. One that had no threshold has it from now on, if there is one. The caller has written the new
-- line, and the story of `p_told` reads its lines anyway.
CREATE FUNCTION recount_approvals(p_deal text, p_partner text, p_told text, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_line commissions;
  v_due int;
  v_state text;
BEGIN
  PERFORM 1 FROM referrals WHERE id IN (SELECT referral_id FROM commissions WHERE deal_key(deal_id) = deal_key(p_deal) AND partner_id = p_partner)
  ORDER BY id FOR UPDATE;
  FOR v_line IN SELECT * FROM commissions c WHERE deal_key(c.deal_id) = deal_key(p_deal) AND c.partner_id = p_partner
      AND c.state NOT IN ('waiting_trigger', 'paid', 'rejected', 'clawed_back') AND run_around(c.id) IS DISTINCT FROM 'under_way'
      ORDER BY c.id FOR UPDATE LOOP
    v_due := approvals_due(v_line);
    CONTINUE WHEN NOT coalesce(v_due > coalesce(v_line.approvals_required, 0), false);
    v_state := CASE WHEN v_line.state = 'approved' AND valid_approvals(v_line.id, v_line.content_hash) < v_due THEN 'awaiting_approval'
      ELSE v_line.state END;
    UPDATE commissions SET approvals_required = v_due, state = v_state, version = version + 1 WHERE id = v_line.id;
    PERFORM settle_approval(v_line.id, p_at);
    IF v_state <> v_line.state THEN
      PERFORM append_event(v_line.referral_id, jsonb_build_object('at', iso_ms(p_at), 'type', 'commission.' || v_state,
        'actor', jsonb_build_object('kind', 'system', 'id', 'plan'), 'source', 'story', 'from', NULL, 'to', NULL, 'reasonCode', NULL,
        'public', jsonb_build_object('commissionId', v_line.id,
          'amount', jsonb_build_object('amount', payable_minor(v_line), 'currency', v_line.currency))));
    END IF;
    IF v_line.referral_id <> p_told THEN
      PERFORM enqueue('signal', 'referral:' || v_line.referral_id, jsonb_build_object('workflowId', 'referral:' || v_line.referral_id,
        'signal', 'recheck', 'args', jsonb_build_object('commissionId', v_line.id)));
    END IF;
  END LOOP;
END
$$;

-- A policy that is published may have the threshold that lines of its program lack. Payees first, as wherever lines are counted.
CREATE FUNCTION give_thresholds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_deals record;
BEGIN
  PERFORM keep_payee(l.partner_id) FROM (SELECT DISTINCT partner_id FROM commissions
    WHERE program_id = NEW.program_id AND approvals_required IS NULL AND state <> 'waiting_trigger' ORDER BY partner_id) AS l;
  FOR v_deals IN SELECT DISTINCT partner_id, deal_id FROM commissions
      WHERE program_id = NEW.program_id AND approvals_required IS NULL AND state <> 'waiting_trigger' ORDER BY partner_id, deal_id LOOP
    PERFORM recount_approvals(v_deals.deal_id, v_deals.partner_id, '', NEW.published_at);
  END LOOP;
  RETURN NULL;
END
$$;
CREATE TRIGGER policy_versions_thresholds AFTER INSERT OR UPDATE OF published_at ON policy_versions
  FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION give_thresholds();

-- Every line of a won deal that one payee is owed, with its exclusions, its journal and its event. A line that exists is left alone, so the
-- whole can be repeated; one that waits for its trigger or a rate stays as it is or accrues now, or is owed nothing of when its turn has come;
-- one that has ended so goes on where it is named. Payments are looked at once: whoever has seen fewer of them than were looked at since
-- changes nothing. Lock order: payee, referral, line, ledger.
-- p: {referralId, partnerId, programId, dealId, planVersionId, payeeFingerprint, stoppedBy: [caseId], at, payableFrom,
--     exclusions: [{userId, reason}],
--     lines: [{id, kind, accrualKey, state, amountMinor, currency, payoutCurrency, rateId, contentHash, approvalsRequired,
--       explanation, journal?, event}]; a line that waits has no journal
--     nothingLeft: [{id, reasonCode, event, mail}], seen: [{accrualKey, from, to}]: how many payments of the deal were looked at, and are, mail?}
-- Returns the lines of the deal as the story keeps them.
CREATE FUNCTION accrue_commissions(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_line jsonb;
  v_event_id text;
  v_at timestamptz := (p->>'at')::timestamptz;
BEGIN
  PERFORM keep_payee(p->>'partnerId');
  IF p->>'payeeFingerprint' IS DISTINCT FROM payee_fingerprint(p->>'partnerId') THEN
    RAISE EXCEPTION 'the payee of % has changed', p->>'partnerId' USING ERRCODE = '40001';
  END IF;
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  IF p->'stoppedBy' <> to_jsonb(cases_that_stop(p->>'referralId')) THEN
    RAISE EXCEPTION 'cases of % have been opened or decided', p->>'referralId' USING ERRCODE = '40001';
  END IF;
  IF EXISTS (SELECT 1 FROM referrals r, jsonb_array_elements(p->'seen') AS s WHERE r.id = p->>'referralId'
     AND coalesce((r.payments_seen->>(s->>'accrualKey'))::int, 0) <> (s->>'from')::int) THEN
    RETURN story_lines(p->>'referralId', p->>'dealId');
  END IF;
  UPDATE referrals SET payments_seen = payments_seen || (SELECT jsonb_object_agg(s->>'accrualKey', s->'to') FROM jsonb_array_elements(p->'seen') AS s)
  WHERE id = p->>'referralId' AND EXISTS (SELECT 1 FROM jsonb_array_elements(p->'seen') AS s WHERE s->'from' <> s->'to');
  FOR v_line IN SELECT * FROM jsonb_array_elements(p->'lines') LOOP
    -- What is known is never tried as new: what held when it came to be need not hold any more.
    IF EXISTS (SELECT 1 FROM commissions WHERE accrual_key = v_line->>'accrualKey') THEN
      UPDATE commissions SET state = v_line->>'state', reject_reason = NULL, amount_minor = (v_line->>'amountMinor')::bigint, currency = v_line->>'currency',
        payout_currency = v_line->>'payoutCurrency', rate_id = v_line->>'rateId',
        converted_at = CASE WHEN v_line->>'rateId' IS NOT NULL THEN v_at END,
        accrued_at = CASE WHEN awaited_trigger(commissions) IS NULL AND NOT ended_by_plan(commissions) THEN accrued_at ELSE v_at END,
        payable_from = (p->>'payableFrom')::timestamptz, payee_fingerprint = p->>'payeeFingerprint', content_hash = v_line->>'contentHash',
        approvals_required = (v_line->>'approvalsRequired')::int, explanation = v_line->'explanation', version = version + 1,
        approve_from = CASE v_line->>'state' WHEN 'holding' THEN v_at END,
        approve_by = CASE v_line->>'state' WHEN 'holding' THEN v_at + approval_length(referral_id) END
      WHERE id = v_line->>'id' AND accrual_key = v_line->>'accrualKey'
        AND (state = 'waiting_trigger' OR ended_by_plan(commissions)) AND (state, payout_currency, explanation)
          IS DISTINCT FROM (v_line->>'state', v_line->>'payoutCurrency', v_line->'explanation');
    ELSE
      INSERT INTO commissions(id, referral_id, partner_id, program_id, deal_id, kind, accrual_key, state, amount_minor, currency,
        payout_currency, rate_id, converted_at, accrued_at, payable_from, plan_version_id, payee_fingerprint, content_hash, approvals_required,
        explanation)
      VALUES (v_line->>'id', p->>'referralId', p->>'partnerId', p->>'programId', p->>'dealId', v_line->>'kind', v_line->>'accrualKey',
        v_line->>'state', (v_line->>'amountMinor')::bigint, v_line->>'currency', v_line->>'payoutCurrency', v_line->>'rateId',
        CASE WHEN v_line->>'rateId' IS NOT NULL THEN v_at END, v_at, (p->>'payableFrom')::timestamptz, p->>'planVersionId',
        p->>'payeeFingerprint', v_line->>'contentHash', (v_line->>'approvalsRequired')::int, v_line->'explanation')
      ON CONFLICT (accrual_key) DO NOTHING;
    END IF;
    CONTINUE WHEN NOT FOUND;
    -- Of a line that waited also who had a part in what has happened since.
    INSERT INTO commission_exclusions(commission_id, user_id, reason)
    SELECT v_line->>'id', e->>'userId', e->>'reason' FROM jsonb_array_elements(p->'exclusions') AS e ON CONFLICT DO NOTHING;
    IF v_line->>'state' = 'holding' THEN
      PERFORM post_journal(v_line->'journal', v_at);
    ELSIF v_line->>'payoutCurrency' IS NOT NULL THEN
      PERFORM await_rate(p->>'referralId', v_line->>'currency', v_line->>'payoutCurrency', v_at);
    END IF;
    v_event_id := append_event_row(p->>'referralId', v_line->'event')->>'id';
  END LOOP;
  IF v_event_id IS NOT NULL AND p->'mail'->>'text' IS NOT NULL THEN
    PERFORM enqueue_mail(v_event_id, p->>'referralId', p->'mail');
  END IF;
  FOR v_line IN SELECT * FROM jsonb_array_elements(p->'nothingLeft') LOOP
    UPDATE commissions SET state = 'rejected', reject_reason = v_line->>'reasonCode', version = version + 1
    WHERE id = v_line->>'id' AND state = 'waiting_trigger';
    CONTINUE WHEN NOT FOUND;
    PERFORM enqueue_mail(append_event_row(p->>'referralId', v_line->'event')->>'id', p->>'referralId', mail_of_line(v_line->'mail', v_line->>'id'));
  END LOOP;
  PERFORM recount_approvals(p->>'dealId', p->>'partnerId', p->>'referralId', v_at);
  RETURN story_lines(p->>'referralId', p->>'dealId');
END
$$;

-- One step of one line: approval, state, postings, events, mails and the answer to the command, all or nothing. Written only
-- if the line is still the version that was decided on.
-- p: {referralId, commissionId, version, at, state, holdOver, rejectReason, frozenFor, freezeReason, clawed: {before, after, leavesRun}?, approval: {userId, contentHash, commandId}?,
--     clockResults: […]?, journals: […], events: […], mails: [{text, receiver, facts}], command: {id, name, workflowId, actor, payload, source, state, code, facts}?}
-- Returns {stale: true} or {line}.
CREATE FUNCTION write_commission(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_line commissions;
  v_item jsonb;
  v_event_id text;
  v_at timestamptz := (p->>'at')::timestamptz;
BEGIN
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  SELECT * INTO STRICT v_line FROM commissions WHERE id = p->>'commissionId' FOR UPDATE;
  IF v_line.version <> (p->>'version')::int THEN
    RETURN jsonb_build_object('stale', true);
  END IF;
  IF p->'approval'->>'userId' IS NOT NULL THEN
    INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
    VALUES (v_line.id, p->'approval'->>'userId', p->'approval'->>'contentHash', p->'approval'->>'commandId', v_at);
  END IF;
  IF (p->'clawed'->>'leavesRun')::boolean THEN
    WITH gone AS (UPDATE payout_item_lines SET open = false WHERE commission_id = v_line.id AND open RETURNING item_id, amount_minor)
    UPDATE payout_items i SET amount_minor = i.amount_minor - gone.amount_minor FROM gone WHERE i.id = gone.item_id;
  END IF;
  UPDATE commissions SET state = p->>'state', hold_over = (p->>'holdOver')::boolean, reject_reason = p->>'rejectReason',
    frozen_for = ARRAY(SELECT jsonb_array_elements_text(p->'frozenFor')), freeze_reason = p->>'freezeReason',
    frozen_at = CASE WHEN p->>'state' <> 'frozen' THEN NULL WHEN state = 'frozen' THEN frozen_at ELSE v_at END,
    -- The promise of its approval stood still with it, and runs on with an hour at least; one that was missed before stays missed.
    approve_by = CASE WHEN state = 'frozen' AND p->>'state' <> 'frozen' AND approve_by > frozen_at
      THEN greatest(approve_by + (v_at - greatest(frozen_at, approve_from)), v_at + interval '1 hour') ELSE approve_by END,
    clawed_before_minor = coalesce((p->'clawed'->>'before')::bigint, clawed_before_minor),
    clawed_after_minor = coalesce((p->'clawed'->>'after')::bigint, clawed_after_minor),
    clawed_at = CASE WHEN p->'clawed'->>'before' IS NULL THEN clawed_at ELSE v_at END,
    content_hash = CASE WHEN reduces OR p->'clawed'->>'before' IS NULL THEN content_hash ELSE sha256_hex(commission_content(
      amount_minor - (p->'clawed'->>'before')::bigint, currency, payee_fingerprint, plan_version_id)) END,
    version = version + 1
  WHERE id = v_line.id;
  PERFORM settle_approval(v_line.id, v_at);
  SELECT * INTO STRICT v_line FROM commissions WHERE id = v_line.id;
  IF p->'clockResults' IS NOT NULL THEN
    PERFORM note_clock_results(p->>'referralId', p->'clockResults');
  END IF;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'journals') LOOP
    PERFORM post_journal(v_item, v_at);
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'events') LOOP
    v_event_id := append_event_row(p->>'referralId', v_item)->>'id';
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'mails') LOOP
    PERFORM enqueue_mail(v_event_id, p->>'referralId', mail_of_line(v_item, v_line.id));
  END LOOP;
  PERFORM answer_any_command(p->'command', v_at);
  RETURN jsonb_build_object('line', story_line(v_line));
END
$$;

-- Several lines, all or none: p = {steps: [{…}]}. A line that has changed meanwhile is looked at again (40001).
CREATE FUNCTION write_commissions(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_step jsonb;
BEGIN
  FOR v_step IN SELECT * FROM jsonb_array_elements(p->'steps') LOOP
    IF write_commission(v_step) ? 'stale' THEN
      RAISE EXCEPTION 'line % has changed', v_step->>'commissionId' USING ERRCODE = '40001';
    END IF;
  END LOOP;
END
$$;

-- The answer to a command, also to one that came through Temporal and has no row yet. Whether there was a command.
CREATE FUNCTION answer_any_command(p jsonb, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF p->>'id' IS NULL THEN
    RETURN false;
  END IF;
  INSERT INTO commands(id, workflow_id, referral_id, run_id, name, actor, payload, source)
  VALUES (p->>'id', p->>'workflowId', p->>'referralId', p->>'runId', p->>'name', p->'actor',
    jsonb_build_object('message', coalesce(p->'payload', '{}'), 'texts', '{}'::jsonb), p->>'source')
  ON CONFLICT (id) DO NOTHING;
  PERFORM answer_command(p->>'id', p->>'state', p->>'code', p->'facts', p_at);
  RETURN true;
END
$$;

-- A refusal in the timeline and as the answer of its command; once. p: {referralId, at, event, command}
CREATE FUNCTION refuse_money_command(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM 1 FROM referrals WHERE id = p->>'referralId' FOR UPDATE;
  IF EXISTS (SELECT 1 FROM commands WHERE id = p->'command'->>'id' AND state IN ('done', 'refused')) THEN
    RETURN false;
  END IF;
  PERFORM append_event(p->>'referralId', p->'event');
  PERFORM answer_any_command(p->'command', (p->>'at')::timestamptz);
  RETURN true;
END
$$;

-- ── The transactions of a run ──────────────────────────────────────────────────────────────────────────────────

-- A prepared run, or the draft of a period where nobody prepared it: its items, its lines, their events, and the workflow to
-- come. The caller holds the locks of referrals and lines and has looked at them under these locks.
-- p: {id, rail, currency, cutOff, preparedBy?, period: {programId, cutOffDay, payDay, payBy, part}?, at, excluded, items: [{id, partnerId, amountMinor,
--     lines: [{commissionId, referralId, amountMinor, event}]}]}
CREATE FUNCTION prepare_run(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_item jsonb;
  v_line jsonb;
BEGIN
  INSERT INTO payout_runs(id, rail, currency, cut_off, state, prepared_by, made_at, prepared_at, excluded, program_id, cut_off_day, pay_day, pay_by, part)
  VALUES (p->>'id', p->>'rail', p->>'currency', (p->>'cutOff')::timestamptz, CASE WHEN p->>'preparedBy' IS NULL THEN 'draft' ELSE 'prepared' END,
    p->>'preparedBy', (p->>'at')::timestamptz, CASE WHEN p->>'preparedBy' IS NOT NULL THEN (p->>'at')::timestamptz END, p->'excluded',
    p->'period'->>'programId', (p->'period'->>'cutOffDay')::date, (p->'period'->>'payDay')::date,
    (p->'period'->>'payBy')::timestamptz, (p->'period'->>'part')::int);
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'items') LOOP
    INSERT INTO payout_items(id, run_id, partner_id, currency, amount_minor, state)
    VALUES (v_item->>'id', p->>'id', v_item->>'partnerId', p->>'currency', (v_item->>'amountMinor')::bigint, 'prepared');
    FOR v_line IN SELECT * FROM jsonb_array_elements(v_item->'lines') LOOP
      INSERT INTO payout_item_lines(item_id, commission_id, amount_minor)
      VALUES (v_item->>'id', v_line->>'commissionId', (v_line->>'amountMinor')::bigint);
      UPDATE commissions SET state = 'in_run', version = version + 1 WHERE id = v_line->>'commissionId';
      PERFORM append_event(v_line->>'referralId', v_line->'event');
    END LOOP;
  END LOOP;
  PERFORM enqueue('start_run', 'payout-run:' || (p->>'id'),
    jsonb_build_object('input', jsonb_build_object('runId', p->>'id', 'rail', p->>'rail')));
  IF p->>'preparedBy' IS NULL THEN
    PERFORM tell_of_draft(p->>'id');
  END IF;
  RETURN true;
END
$$;

-- What one command changes of a run, all or nothing; under the locks of run, referrals and lines. The order is what the
-- guards expect: lines leave before a release, items are paid or come back before their lines.
-- p: {runId, at, run: {state, preparedBy, releasedBy, reference, settledOn}?, items: [{id, state, amountMinor, excludedReason, bank: {on, reference, reason}?}],
--     lines: [{itemId, commissionId, referralId, amountMinor, state, open, excluded, event, mail?}], nettings: [{itemId, commissionId, debtId, amountMinor}],
--     journals, signals: [{referralId, args}],
--     statement: {id, findings}?, command?}
CREATE FUNCTION write_run(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_item jsonb;
  v_event_id text;
  v_at timestamptz := (p->>'at')::timestamptz;
  v_run text := p->>'runId';
BEGIN
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'items') LOOP
    UPDATE payout_items SET state = v_item->>'state', amount_minor = (v_item->>'amountMinor')::bigint, excluded_reason = v_item->>'excludedReason',
      paid_on = CASE WHEN v_item->>'state' = 'paid' THEN (v_item->'bank'->>'on')::date ELSE paid_on END,
      returned_on = CASE WHEN v_item->>'state' = 'returned' THEN (v_item->'bank'->>'on')::date ELSE returned_on END,
      bank_reference = coalesce(v_item->'bank'->>'reference', bank_reference),
      return_reason = coalesce(v_item->'bank'->>'reason', return_reason),
      payee_fingerprint = CASE v_item->>'state' WHEN 'released' THEN payee_fingerprint(partner_id) ELSE payee_fingerprint END
    WHERE id = v_item->>'id' AND run_id = v_run;
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'lines') LOOP
    -- A line that comes back does so with what is owed of it by now; one that leaves keeps what it was taken with.
    UPDATE payout_item_lines SET open = (v_item->>'open')::boolean,
      amount_minor = CASE WHEN (v_item->>'open')::boolean THEN (v_item->>'amountMinor')::bigint ELSE amount_minor END
    WHERE item_id = v_item->>'itemId' AND commission_id = v_item->>'commissionId' AND open <> (v_item->>'open')::boolean;
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'nettings') LOOP
    INSERT INTO nettings(item_id, commission_id, debt_id, amount_minor, at)
    VALUES (v_item->>'itemId', v_item->>'commissionId', v_item->>'debtId', (v_item->>'amountMinor')::bigint, v_at);
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'lines') LOOP
    UPDATE commissions SET state = v_item->>'state', version = version + 1,
      paid_at = CASE WHEN v_item->>'state' = 'paid' THEN v_at WHEN v_item->>'state' <> 'returned' THEN paid_at END
    WHERE id = v_item->>'commissionId';
    v_event_id := append_event_row(v_item->>'referralId', v_item->'event')->>'id';
    IF v_item->'mail'->>'text' IS NOT NULL THEN
      PERFORM enqueue_mail(v_event_id, v_item->>'referralId', mail_of_line(v_item->'mail', v_item->>'commissionId'));
    END IF;
  END LOOP;
  UPDATE payout_runs SET version = version + 1,
    state = coalesce(p->'run'->>'state', state),
    prepared_by = coalesce(p->'run'->>'preparedBy', prepared_by),
    prepared_at = CASE WHEN p->'run'->>'state' = 'prepared' THEN v_at ELSE prepared_at END,
    released_by = coalesce(p->'run'->>'releasedBy', released_by),
    released_at = CASE WHEN p->'run'->>'state' = 'released' THEN v_at ELSE released_at END,
    reference = coalesce(p->'run'->>'reference', reference),
    settled_on = coalesce((p->'run'->>'settledOn')::date, settled_on),
    excluded = excluded || coalesce((SELECT jsonb_agg(l->'excluded') FROM jsonb_array_elements(p->'lines') AS l
      WHERE l->'excluded'->>'reason' IS NOT NULL), '[]')
  WHERE id = v_run;
  -- What leaves the run is bound to the account that is in force by now.
  FOR v_item IN SELECT jsonb_build_object('partnerId', c.partner_id, 'at', p->>'at', 'actor', p->'lines'->0->'event'->'actor', 'commissionIds', jsonb_agg(c.id))
    FROM jsonb_array_elements(p->'lines') AS l JOIN commissions c ON c.id = l->>'commissionId' WHERE NOT (l->>'open')::boolean
    GROUP BY c.partner_id ORDER BY c.partner_id LOOP
    PERFORM bind_payee(v_item);
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'journals') LOOP
    PERFORM post_journal(v_item, v_at);
  END LOOP;
  FOR v_item IN SELECT * FROM jsonb_array_elements(p->'signals') LOOP
    PERFORM enqueue('signal', 'referral:' || (v_item->>'referralId'), jsonb_build_object(
      'workflowId', 'referral:' || (v_item->>'referralId'), 'signal', 'runSettled', 'args', v_item->'args'));
  END LOOP;
  IF p->'statement'->>'id' IS NOT NULL THEN
    UPDATE payout_statements SET findings = p->'statement'->'findings', applied_at = v_at
    WHERE id = p->'statement'->>'id' AND run_id = v_run;
  END IF;
  PERFORM answer_any_command(p->'command', v_at);
  RETURN true;
END
$$;

RESET ROLE;
