-- Where our referrals, the CRM, the ledger and the bank disagree: comparisons, and what they have found.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "reconciliations" (
    "id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "started_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "compared" JSONB,

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_findings" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "number" TEXT,
    "referral_id" TEXT,
    "run_id" TEXT,
    "partner_id" TEXT,
    "account" TEXT,
    "owner_id" TEXT,
    "ours" JSONB NOT NULL,
    "theirs" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "seen_in" TEXT NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "accepted_by" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "accept_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reconciliation_findings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliations_started_at_idx" ON "reconciliations"("started_at");

-- CreateIndex
CREATE INDEX "reconciliation_findings_kind_subject_idx" ON "reconciliation_findings"("kind", "subject");

-- AddForeignKey
ALTER TABLE "reconciliation_findings" ADD CONSTRAINT "reconciliation_findings_seen_in_fkey" FOREIGN KEY ("seen_in") REFERENCES "reconciliations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One comparison at a time, and of what disagrees one finding.
CREATE UNIQUE INDEX reconciliations_one_at_a_time ON reconciliations((true)) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX reconciliation_findings_once ON reconciliation_findings(kind, subject) WHERE gone_at IS NULL;
ALTER TABLE reconciliation_findings ADD CONSTRAINT reconciliation_findings_kind CHECK (kind IN ('won_without_credit',
  'open_here_closed_there', 'won_here_not_there', 'amount_differs', 'paid_not_settled', 'rail_line_unmatched', 'books_differ'));
ALTER TABLE reconciliation_findings ADD CONSTRAINT reconciliation_findings_acceptance
  CHECK (num_nulls(accepted_by, accepted_at, accept_reason) IN (0, 3));
CREATE TRIGGER reconciliations_stay BEFORE DELETE ON reconciliations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_findings_stay BEFORE DELETE ON reconciliation_findings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_findings_no_truncate BEFORE TRUNCATE ON reconciliation_findings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "reconciliations", "reconciliation_findings" TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE ON "reconciliations" TO fairlead_api, fairlead_worker;
GRANT UPDATE ("accepted_by", "accepted_at", "accept_reason", "version") ON "reconciliation_findings" TO fairlead_api;
GRANT INSERT, UPDATE ON "reconciliation_findings" TO fairlead_worker;

-- What is gone stays so, and only finance accepts a difference.
CREATE FUNCTION guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.gone_at IS NOT NULL OR (NEW.id, NEW.kind, NEW.subject, NEW.since) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.subject, OLD.since) THEN
    RAISE EXCEPTION 'finding % is what it is', OLD.id USING ERRCODE = 'FL017';
  END IF;
  IF NEW.accepted_by IS DISTINCT FROM OLD.accepted_by AND NEW.accepted_by IS NOT NULL AND NOT is_finance(NEW.accepted_by) THEN
    RAISE EXCEPTION '% may not accept finding %', NEW.accepted_by, OLD.id USING ERRCODE = 'FL002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER reconciliation_findings_guard BEFORE UPDATE ON reconciliation_findings FOR EACH ROW EXECUTE FUNCTION guard_finding();

-- The comparison of this workflow, begun now if no other one runs; NULL: another one does. One that has not ended within two hours has died
-- and counts as ended without a result.
CREATE FUNCTION begin_reconciliation(p_workflow text, p_by text, p_at timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_running reconciliations;
  v_id text;
BEGIN
  PERFORM lock_name('reconciliation');
  UPDATE reconciliations SET ended_at = p_at WHERE ended_at IS NULL AND started_at < p_at - interval '2 hours';
  SELECT * INTO v_running FROM reconciliations WHERE ended_at IS NULL;
  IF v_running.id IS NOT NULL THEN
    RETURN CASE WHEN v_running.workflow_id = p_workflow THEN v_running.id END;
  END IF;
  v_id := new_id('rcn');
  INSERT INTO reconciliations(id, workflow_id, started_by, started_at) VALUES (v_id, coalesce(p_workflow, 'reconciliation:' || v_id), p_by, p_at);
  IF p_workflow IS NULL THEN
    PERFORM enqueue('start_reconciliation', 'reconciliation:' || v_id, '{}');
  END IF;
  RETURN v_id;
END
$$;

-- What one part of a running comparison has found. What was found before keeps since when; where what the sources say has changed, an
-- acceptance of what they said before does not count. A comparison that was given up writes nothing.
-- p: {findings: [{kind, subject, number, referralId, runId, partnerId, account, ownerId, ours, theirs}]}
CREATE FUNCTION note_findings(p_comparison text, p jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM 1 FROM reconciliations WHERE id = p_comparison AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  INSERT INTO reconciliation_findings AS f (id, kind, subject, number, referral_id, run_id, partner_id, account, owner_id, ours, theirs, since, seen_in)
  SELECT new_id('rcf'), e->>'kind', e->>'subject', e->>'number', e->>'referralId', e->>'runId', e->>'partnerId', e->>'account', e->>'ownerId',
    e->'ours', e->'theirs', p_at, p_comparison
  FROM jsonb_array_elements(p->'findings') AS e
  ON CONFLICT (kind, subject) WHERE gone_at IS NULL DO UPDATE SET seen_in = p_comparison, number = EXCLUDED.number, owner_id = EXCLUDED.owner_id,
    partner_id = EXCLUDED.partner_id, ours = EXCLUDED.ours, theirs = EXCLUDED.theirs,
    version = f.version + ((f.ours, f.theirs) IS DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs))::int,
    accepted_by = CASE WHEN (f.ours, f.theirs) IS NOT DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs) THEN f.accepted_by END,
    accepted_at = CASE WHEN (f.ours, f.theirs) IS NOT DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs) THEN f.accepted_at END,
    accept_reason = CASE WHEN (f.ours, f.theirs) IS NOT DISTINCT FROM (EXCLUDED.ours, EXCLUDED.theirs) THEN f.accept_reason END;
END
$$;

-- The end of a comparison: what it has looked for and not seen again is gone. p: {compared: {deals, bank, books}, kinds: […]}; null: that
-- comparison was not made, and `kinds` has none of its kinds.
CREATE FUNCTION end_reconciliation(p_comparison text, p jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE reconciliations SET ended_at = p_at, compared = p->'compared' WHERE id = p_comparison AND ended_at IS NULL;
  IF FOUND THEN
    UPDATE reconciliation_findings SET gone_at = p_at
    WHERE gone_at IS NULL AND seen_in <> p_comparison AND p->'kinds' ? kind;
  END IF;
END
$$;

-- ── The sources ────────────────────────────────────────────────────────────────────────────────────────────────

-- The next referrals that the CRM may have a deal of: those that hold or wait for something, and those of the last 400 days.
CREATE FUNCTION deals_here_after(p_after text, p_limit int, p_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('referralId', page.id, 'number', page.number, 'stage', page.stage, 'partnerId', page.partner_id,
    'ownerId', page.owner_id, 'deal', CASE WHEN page.stage = 'won' AND page.deal->>'dealId' IS NOT NULL THEN jsonb_build_object(
      'dealId', page.deal->'dealId', 'amount', page.deal->'amount', 'closedOn', page.deal->'closedOn') END) ORDER BY page.id), '[]')
  FROM (SELECT * FROM referrals WHERE id > p_after AND (is_open_stage(stage) OR updated_at > p_at - interval '400 days')
    ORDER BY id LIMIT p_limit) AS page
$$;

-- Which of these deals some referral was won with.
CREATE FUNCTION credited_deals(p jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(asked.id), '[]') FROM jsonb_array_elements_text(p->'ids') AS asked(id)
  WHERE EXISTS (SELECT 1 FROM referrals r WHERE r.stage = 'won' AND deal_key(r.deal->>'dealId') = deal_key(asked.id))
$$;

-- Payments that left and the lines of statements of the last 400 days: how many there are, and of them what is not settled, and what a
-- statement was not taken for. p: {takenFor: […], limit}
CREATE FUNCTION bank_sides(p jsonb, p_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH items AS (
    SELECT i.*, r.prepared_by, r.released_at FROM payout_items i JOIN payout_runs r ON r.id = i.run_id
    WHERE i.state IN ('released', 'submitted', 'paid', 'returned') AND (i.state IN ('released', 'submitted') OR r.released_at > p_at - interval '400 days')),
  lines AS (
    SELECT s.id, s.run_id, s.uploaded_by, l.line, f.finding FROM payout_statements s
    CROSS JOIN LATERAL jsonb_array_elements(s.lines) AS l(line)
    JOIN LATERAL jsonb_array_elements(s.findings) AS f(finding) ON f.finding->'position' = l.line->'position'
    WHERE s.uploaded_at > p_at - interval '400 days')
  SELECT jsonb_build_object('compared', (SELECT count(*) FROM items) + (SELECT count(*) FROM lines),
    'items', (SELECT coalesce(jsonb_agg(jsonb_build_object('itemId', i.id, 'runId', i.run_id, 'partnerId', i.partner_id, 'preparedBy', i.prepared_by,
        'state', i.state, 'releasedAt', iso_ms(i.released_at), 'amount', jsonb_build_object('amount', i.amount_minor, 'currency', i.currency))), '[]')
      FROM (SELECT * FROM items WHERE state IN ('released', 'submitted') ORDER BY released_at, id LIMIT (p->>'limit')::int) AS i),
    'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object('statementId', l.id, 'runId', l.run_id, 'uploadedBy', l.uploaded_by,
        'takenFor', l.finding->'kind', 'line', l.line, 'itemId', l.finding->'itemId', 'partnerId', i.partner_id,
        'itemAmount', CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('amount', i.amount_minor, 'currency', i.currency) END)), '[]')
      FROM (SELECT * FROM lines WHERE p->'takenFor' ? (finding->>'kind') ORDER BY id LIMIT (p->>'limit')::int) AS l
      LEFT JOIN payout_items i ON i.id = l.finding->>'itemId'))
$$;

-- What lines, payments and accounts come to, as of one moment; amounts as text. What takes something from another line is in what is left
-- of that one.
CREATE FUNCTION book_sides() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'lines', (SELECT coalesce(jsonb_agg(to_jsonb(l)), '[]') FROM (
      SELECT c.partner_id AS "partnerId", c.currency, c.state, c.hold_over AS "holdOver", c.clawed_after_minor > 0 AS "owedAfter",
        c.state = 'in_run' AND run_around(c.id) IS NOT DISTINCT FROM 'under_way' AS "underWay",
        sum(payable_minor(c) - coalesce(n.netted, 0))::text AS amount, sum(c.clawed_after_minor - coalesce(o.repaid, 0))::text AS "owedBack"
      FROM commissions c LEFT JOIN (SELECT commission_id, sum(amount_minor) AS netted FROM nettings GROUP BY 1) AS n ON n.commission_id = c.id
      LEFT JOIN (SELECT debt_id, sum(amount_minor) AS repaid FROM nettings GROUP BY 1) AS o ON o.debt_id = c.id
      WHERE NOT c.reduces GROUP BY 1, 2, 3, 4, 5, 6) AS l),
    'items', (SELECT coalesce(jsonb_agg(to_jsonb(i)), '[]') FROM (
      SELECT state, currency, sum(amount_minor)::text AS amount FROM payout_items GROUP BY 1, 2) AS i),
    'balances', (SELECT coalesce(jsonb_agg(to_jsonb(b)), '[]') FROM (
      SELECT a.kind AS account, a.partner_id AS "partnerId", a.currency,
        sum(CASE e.side WHEN 'credit' THEN e.amount_minor ELSE -e.amount_minor END)::text AS amount
      FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id GROUP BY a.id) AS b))
$$;

RESET ROLE;
