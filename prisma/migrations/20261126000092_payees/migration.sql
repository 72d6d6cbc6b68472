-- Where money goes: versions of an account that nobody can change or read, what finance says of them, and the lines that
-- are bound to them.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "payee_versions" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "account_mask" TEXT NOT NULL,
    "holder_mask" TEXT,
    "contact_email" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "cooling_off_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payee_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payee_decisions" (
    "version_id" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payee_decisions_pkey" PRIMARY KEY ("version_id","decision")
);

-- CreateTable
CREATE TABLE "payee_unmaskings" (
    "id" BIGSERIAL NOT NULL,
    "version_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payee_unmaskings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payee_versions_partner_id_version_key" ON "payee_versions"("partner_id", "version");

-- CreateIndex
CREATE INDEX "payee_versions_fingerprint_idx" ON "payee_versions"("fingerprint");

-- CreateIndex
CREATE INDEX "payee_unmaskings_version_id_idx" ON "payee_unmaskings"("version_id");

-- AddForeignKey
ALTER TABLE "payee_versions" ADD CONSTRAINT "payee_versions_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payee_decisions" ADD CONSTRAINT "payee_decisions_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "payee_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payee_unmaskings" ADD CONSTRAINT "payee_unmaskings_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "payee_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE payee_versions ADD CONSTRAINT payee_versions_method CHECK (method IN ('iban', 'ach', 'stripe', 'manual'));
ALTER TABLE payee_decisions ADD CONSTRAINT payee_decisions_decision CHECK (decision = 'verified' OR (decision = 'refused' AND reason IS NOT NULL));

CREATE TRIGGER payee_versions_append_only BEFORE UPDATE OR DELETE ON payee_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payee_versions_no_truncate BEFORE TRUNCATE ON payee_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payee_decisions_append_only BEFORE UPDATE OR DELETE ON payee_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payee_decisions_no_truncate BEFORE TRUNCATE ON payee_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payee_unmaskings_append_only BEFORE UPDATE OR DELETE ON payee_unmaskings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payee_unmaskings_no_truncate BEFORE TRUNCATE ON payee_unmaskings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The rule of domain/approval/payees.ts: whoever put an account in does not say that it is right.
CREATE FUNCTION guard_payee_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users u JOIN payee_versions v ON v.id = NEW.version_id WHERE u.id = NEW.decided_by AND u.active
     AND u.partner_id IS NULL AND u.roles && ARRAY['finance_preparer', 'finance_approver'] AND v.changed_by <> u.id) THEN
    RAISE EXCEPTION '% may not decide on payee %', NEW.decided_by, NEW.version_id USING ERRCODE = 'FL002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payee_decisions_guard BEFORE INSERT ON payee_decisions FOR EACH ROW EXECUTE FUNCTION guard_payee_decision();

-- ── Grants: the partner's role sees that there is an account, never the account ──────────────────────────────────

GRANT SELECT ON "payee_versions", "payee_decisions", "payee_unmaskings" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "payee_versions", "payee_decisions", "payee_unmaskings" TO fairlead_api;
GRANT USAGE ON SEQUENCE "payee_unmaskings_id_seq" TO fairlead_api;
GRANT SELECT ("id", "partner_id", "version", "method", "account_mask", "holder_mask", "contact_email", "changed_by", "changed_at", "cooling_off_until")
  ON "payee_versions" TO fairlead_partner;
GRANT SELECT ON "payee_decisions" TO fairlead_partner;
-- Who edits or verifies a payee is excluded from the lines that it is paid for, in the same transaction.
GRANT INSERT ON "commission_exclusions" TO fairlead_api;

-- ── The payee in force ─────────────────────────────────────────────────────────────────────────────────────────

-- The latest version that finance has not refused. None: nothing is known of where the money goes.
CREATE FUNCTION payee_in_force(p_partner text) RETURNS TABLE (id text, version int, verified boolean, cooling_off_until timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT v.id, v.version, EXISTS (SELECT 1 FROM payee_decisions d WHERE d.version_id = v.id AND d.decision = 'verified'), v.cooling_off_until
  FROM payee_versions v
  WHERE v.partner_id = p_partner AND NOT EXISTS (SELECT 1 FROM payee_decisions d WHERE d.version_id = v.id AND d.decision = 'refused')
  ORDER BY v.version DESC LIMIT 1
$$;

CREATE FUNCTION payee_fingerprint(p_partner text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT v.fingerprint FROM payee_in_force(p_partner) f JOIN payee_versions v ON v.id = f.id
$$;

-- For the gates: {verified, coolingOffUntil}; NULL without one.
CREATE FUNCTION payee_facts(p_partner text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('verified', verified, 'coolingOffUntil', iso_ms(cooling_off_until)) FROM payee_in_force(p_partner)
$$;

-- The rule of domain/payees/state.ts, for lists; NULL when it can be paid to.
CREATE FUNCTION payee_problem(p_partner text, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN f.id IS NULL THEN 'payee_missing' WHEN NOT f.verified THEN 'payee_unverified'
    WHEN p_now < f.cooling_off_until THEN 'payee_cooling_off' END
  FROM (SELECT 1) AS one LEFT JOIN payee_in_force(p_partner) f ON true
$$;

-- Who had a hand in it: excluded from approving what it is paid for.
CREATE FUNCTION payee_exclusions(p_partner text) RETURNS TABLE (user_id text, reason text) LANGUAGE sql STABLE AS $$
  SELECT v.changed_by, 'edited_payee' FROM payee_in_force(p_partner) f JOIN payee_versions v ON v.id = f.id
  UNION ALL
  SELECT d.decided_by, 'verified_payee' FROM payee_in_force(p_partner) f JOIN payee_decisions d ON d.version_id = f.id AND d.decision = 'verified'
$$;

-- One of 512 locks: a run of ten thousand payees must not fill the table of locks.
CREATE FUNCTION payee_lock(p_partner text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended('payee:' || (hashtextextended(p_partner, 0) & 511), 0)
$$;

-- Who relies on the payee to stay as it is until the end of the transaction shares this lock; who changes it takes it alone.
-- It comes before the locks of referrals and lines.
CREATE FUNCTION lock_payee(p_partner text) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock(payee_lock(p_partner))
$$;
CREATE FUNCTION keep_payee(p_partner text) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT pg_advisory_xact_lock_shared(payee_lock(p_partner))
$$;

-- Lines that wait outside of a run are bound to the payee in force. What was approved was another account, so approvals of it
-- do not count any more; neither do those of who had a hand in the payee. A line in a run that is not released stays in it and
-- drops out at the release. What a run has had asks from now on for the approvals of the sum that is owed by now (recount_approvals
-- leaves alone what is under way). p: {partnerId, at, actor, commissionIds?}: all lines of the partner, or these.
CREATE FUNCTION bind_payee(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_line commissions;
  v_fingerprint text := payee_fingerprint(p->>'partnerId');
  v_hash text;
  v_due int;
  v_state text;
  v_same boolean;
  v_told text[] := '{}';
BEGIN
  PERFORM 1 FROM referrals WHERE id IN (SELECT referral_id FROM payable_later(p)) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM commissions WHERE id IN (SELECT id FROM payable_later(p)) ORDER BY id FOR UPDATE;
  INSERT INTO commission_exclusions(commission_id, user_id, reason)
  SELECT c.id, e.user_id, e.reason FROM payable_later(p) c, payee_exclusions(p->>'partnerId') e ON CONFLICT DO NOTHING;
  FOR v_line IN SELECT * FROM payable_later(p) c WHERE c.state <> 'in_run' ORDER BY c.id LOOP
    v_hash := sha256_hex(commission_content(shown_minor(v_line), v_line.currency, v_fingerprint, v_line.plan_version_id));
    v_due := CASE WHEN v_line.approvals_required IS NOT NULL THEN greatest(v_line.approvals_required, approvals_due(v_line)) END;
    v_state := CASE WHEN v_line.state NOT IN ('approved', 'awaiting_approval') THEN v_line.state
      WHEN coalesce(valid_approvals(v_line.id, v_hash) >= v_due, false) THEN 'approved' ELSE 'awaiting_approval' END;
    v_same := v_hash = v_line.content_hash AND v_state = v_line.state;
    CONTINUE WHEN v_same AND v_due IS NOT DISTINCT FROM v_line.approvals_required AND (v_line.approve_met_at IS NULL) = lacks_approval(v_line);
    UPDATE commissions SET payee_fingerprint = v_fingerprint, content_hash = v_hash, approvals_required = v_due, state = v_state,
      version = version + 1
    WHERE id = v_line.id;
    PERFORM settle_approval(v_line.id, (p->>'at')::timestamptz);
    IF NOT v_same THEN
      PERFORM append_event(v_line.referral_id, jsonb_build_object('at', p->>'at', 'actor', p->'actor', 'source', 'payee',
        'type', CASE WHEN v_hash <> v_line.content_hash THEN 'commission.payee_changed' ELSE 'commission.' || v_state END,
        'from', NULL, 'to', NULL, 'reasonCode', NULL, 'public', jsonb_build_object('commissionId', v_line.id,
          'amount', jsonb_build_object('amount', shown_minor(v_line), 'currency', v_line.currency))));
    END IF;
    IF v_line.referral_id <> ALL (v_told) THEN
      v_told := v_told || v_line.referral_id;
      PERFORM enqueue('signal', 'referral:' || v_line.referral_id, jsonb_build_object('workflowId', 'referral:' || v_line.referral_id,
        'signal', 'recheck', 'args', jsonb_build_object('commissionId', v_line.id)));
    END IF;
  END LOOP;
END
$$;

-- Nothing is final for them yet and no release has taken them. p: as above.
CREATE FUNCTION payable_later(p jsonb) RETURNS SETOF commissions LANGUAGE sql STABLE AS $$
  SELECT c.* FROM commissions c
  WHERE c.partner_id = p->>'partnerId' AND c.state NOT IN ('paid', 'rejected', 'clawed_back')
    AND (p->'commissionIds' IS NULL OR p->'commissionIds' ? c.id)
    AND NOT EXISTS (SELECT 1 FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id JOIN payout_runs u ON u.id = i.run_id
      WHERE l.commission_id = c.id AND l.open AND u.state NOT IN ('draft', 'prepared'))
$$;

-- ── A change and a decision ────────────────────────────────────────────────────────────────────────────────────

-- To every administrator of the partner, and to the address that the version before named.
CREATE FUNCTION tell_partner_of_payee(p_event text, p_partner text, p_mail jsonb, p_before text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_admin users;
BEGIN
  FOR v_admin IN SELECT * FROM users WHERE partner_id = p_partner AND active AND 'partner_admin' = ANY (roles) ORDER BY id LOOP
    PERFORM enqueue_mail_to(p_event, NULL, p_mail, jsonb_build_object('kind', 'user', 'userId', v_admin.id), NULL);
  END LOOP;
  IF p_before IS NOT NULL THEN
    PERFORM enqueue_mail_to(p_event, NULL, p_mail, jsonb_build_object('kind', 'payee', 'versionId', p_before), NULL);
  END IF;
END
$$;

-- A mail to everybody of finance who is here.
CREATE FUNCTION tell_finance(p_event text, p_mail jsonb, p_roles text[] DEFAULT ARRAY['finance_preparer', 'finance_approver']) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_person users;
BEGIN
  FOR v_person IN SELECT * FROM users WHERE active AND partner_id IS NULL AND roles && p_roles ORDER BY id LOOP
    PERFORM enqueue_mail_to(p_event, NULL, p_mail, jsonb_build_object('kind', 'user', 'userId', v_person.id), NULL);
  END LOOP;
END
$$;

-- p: {id, partnerId, version, method, accountMask, holderMask, contactEmail, keyId, sealed (base64), fingerprint, by, at,
--     coolingOffUntil}. The caller has the lock of the payee and has looked at the version.
CREATE FUNCTION change_payee(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_before payee_versions;
  v_facts jsonb := jsonb_build_object('authorId', p->>'by', 'partnerId', p->>'partnerId', 'account', p->>'accountMask',
    'until', p->>'coolingOffUntil');
BEGIN
  SELECT * INTO v_before FROM payee_versions WHERE partner_id = p->>'partnerId' ORDER BY version DESC LIMIT 1;
  INSERT INTO payee_versions(id, partner_id, version, method, account_mask, holder_mask, contact_email, key_id, sealed, fingerprint,
    changed_by, changed_at, cooling_off_until)
  VALUES (p->>'id', p->>'partnerId', (p->>'version')::int, p->>'method', p->>'accountMask', p->>'holderMask', p->>'contactEmail',
    p->>'keyId', decode(p->>'sealed', 'base64'), p->>'fingerprint', p->>'by', (p->>'at')::timestamptz, (p->>'coolingOffUntil')::timestamptz);
  PERFORM tell_partner_of_payee(p->>'id', p->>'partnerId', jsonb_build_object('text', 'payee_changed', 'facts', v_facts),
    CASE WHEN NOT EXISTS (SELECT 1 FROM users u WHERE u.partner_id = p->>'partnerId' AND u.active AND 'partner_admin' = ANY (u.roles)
      AND lower(u.email) = lower(v_before.contact_email)) THEN v_before.id END);
  PERFORM tell_finance(p->>'id', jsonb_build_object('text', 'payee_to_verify', 'facts', v_facts));
  PERFORM bind_payee(jsonb_build_object('partnerId', p->>'partnerId', 'at', p->>'at', 'actor', jsonb_build_object('kind', 'user', 'id', p->>'by')));
END
$$;

-- p: {versionId, partnerId, decision, reason, by, at}. As above.
CREATE FUNCTION decide_payee(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_version payee_versions;
BEGIN
  SELECT * INTO STRICT v_version FROM payee_versions WHERE id = p->>'versionId' AND partner_id = p->>'partnerId';
  INSERT INTO payee_decisions(version_id, decision, reason, decided_by, decided_at)
  VALUES (v_version.id, p->>'decision', p->>'reason', p->>'by', (p->>'at')::timestamptz);
  PERFORM tell_partner_of_payee(v_version.id, v_version.partner_id, jsonb_build_object('text', 'payee_' || (p->>'decision'),
    'facts', jsonb_build_object('account', v_version.account_mask, 'until', iso_ms(v_version.cooling_off_until))), NULL);
  PERFORM bind_payee(jsonb_build_object('partnerId', p->>'partnerId', 'at', p->>'at', 'actor', jsonb_build_object('kind', 'user', 'id', p->>'by')));
END
$$;

RESET ROLE;
