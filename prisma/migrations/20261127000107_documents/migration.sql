-- What a payment needs besides an account: the tax profile of the partner with its form, accepted agreements, and a document.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "tax_forms" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tax_forms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tax_profiles" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "country" TEXT NOT NULL,
    "treatment" TEXT NOT NULL,
    "vat_basis_points" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "form_id" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_until" DATE,
    "number_mask" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tax_profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tax_decisions" (
    "profile_id" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tax_decisions_pkey" PRIMARY KEY ("profile_id","decision")
);

-- CreateTable
CREATE TABLE "tax_readings" (
    "id" BIGSERIAL NOT NULL,
    "profile_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tax_readings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tax_forms_partner_id_idx" ON "tax_forms"("partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "tax_profiles_partner_id_version_key" ON "tax_profiles"("partner_id", "version");

-- CreateIndex
CREATE INDEX "tax_readings_profile_id_idx" ON "tax_readings"("profile_id");

-- AddForeignKey
ALTER TABLE "tax_forms" ADD CONSTRAINT "tax_forms_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_profiles" ADD CONSTRAINT "tax_profiles_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_profiles" ADD CONSTRAINT "tax_profiles_form_id_fkey" FOREIGN KEY ("form_id") REFERENCES "tax_forms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_decisions" ADD CONSTRAINT "tax_decisions_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "tax_profiles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_readings" ADD CONSTRAINT "tax_readings_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "tax_profiles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE tax_profiles ADD CONSTRAINT tax_profiles_form CHECK (form IN ('w9', 'w8ben_e', 'vat_registration'));
ALTER TABLE tax_profiles ADD CONSTRAINT tax_profiles_vat CHECK (CASE treatment WHEN 'domestic' THEN vat_basis_points BETWEEN 1 AND 3000
  WHEN 'reverse_charge' THEN vat_basis_points = 0 WHEN 'exempt' THEN vat_basis_points = 0 ELSE false END);
ALTER TABLE tax_decisions ADD CONSTRAINT tax_decisions_decision CHECK (decision = 'verified' OR (decision = 'refused' AND reason IS NOT NULL));
ALTER TABLE tax_readings ADD CONSTRAINT tax_readings_what CHECK (what IN ('identity', 'form'));

CREATE TRIGGER tax_forms_append_only BEFORE UPDATE OR DELETE ON tax_forms FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_forms_no_truncate BEFORE TRUNCATE ON tax_forms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_profiles_append_only BEFORE UPDATE OR DELETE ON tax_profiles FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_profiles_no_truncate BEFORE TRUNCATE ON tax_profiles FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_decisions_append_only BEFORE UPDATE OR DELETE ON tax_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_decisions_no_truncate BEFORE TRUNCATE ON tax_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_readings_append_only BEFORE UPDATE OR DELETE ON tax_readings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tax_readings_no_truncate BEFORE TRUNCATE ON tax_readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- As with payees: somebody of finance who has not entered it, and a form of the partner itself.
CREATE FUNCTION guard_tax_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users u JOIN tax_profiles t ON t.id = NEW.profile_id JOIN tax_forms f ON f.id = t.form_id
     WHERE u.id = NEW.decided_by AND u.active AND u.partner_id IS NULL AND u.roles && ARRAY['finance_preparer', 'finance_approver']
       AND t.changed_by <> u.id AND f.partner_id = t.partner_id) THEN
    RAISE EXCEPTION '% may not decide on tax profile %', NEW.decided_by, NEW.profile_id USING ERRCODE = 'FL002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER tax_decisions_guard BEFORE INSERT ON tax_decisions FOR EACH ROW EXECUTE FUNCTION guard_tax_decision();

GRANT SELECT, INSERT ON "tax_forms", "tax_profiles", "tax_decisions", "tax_readings" TO fairlead_api;
GRANT USAGE ON SEQUENCE "tax_readings_id_seq" TO fairlead_api;
-- Nothing that runs by itself opens it, and the partner's role sees what there is, never what is in it.
GRANT SELECT ("id", "partner_id", "version", "country", "treatment", "vat_basis_points", "form", "form_id", "valid_from", "valid_until",
  "number_mask", "changed_by", "changed_at") ON "tax_profiles" TO fairlead_worker, fairlead_partner;
GRANT SELECT ("id", "partner_id", "name", "sha256") ON "tax_forms" TO fairlead_partner;
GRANT SELECT ON "tax_decisions" TO fairlead_worker, fairlead_partner;

-- The latest that finance has verified and not refused since.
CREATE FUNCTION tax_in_force(p_partner text) RETURNS TABLE (id text, version int, form text, valid_until date) LANGUAGE sql STABLE AS $$
  SELECT t.id, t.version, t.form, t.valid_until FROM tax_profiles t JOIN tax_decisions d ON d.profile_id = t.id AND d.decision = 'verified'
  WHERE t.partner_id = p_partner AND NOT EXISTS (SELECT 1 FROM tax_decisions r WHERE r.profile_id = t.id AND r.decision = 'refused')
  ORDER BY t.version DESC LIMIT 1
$$;

-- For the gates: {pending, verified: {form, validUntil} or null}.
CREATE FUNCTION tax_facts(p_partner text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'pending', coalesce((SELECT NOT EXISTS (SELECT 1 FROM tax_decisions d WHERE d.profile_id = t.id) FROM tax_profiles t
      WHERE t.partner_id = p_partner ORDER BY t.version DESC LIMIT 1), false),
    'verified', (SELECT jsonb_build_object('form', f.form, 'validUntil', f.valid_until) FROM tax_in_force(p_partner) f))
$$;

-- The rule of domain/tax/profile.ts, for lists; NULL when it holds nothing back.
CREATE FUNCTION tax_problem(p_partner text, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN f.facts->'verified' <> 'null' AND coalesce((f.facts->'verified'->>'validUntil')::date >= (p_now AT TIME ZONE 'UTC')::date, true) THEN NULL
    WHEN (f.facts->>'pending')::boolean THEN 'tax_form_unverified'
    WHEN f.facts->'verified' = 'null' THEN 'tax_form_missing' ELSE 'tax_form_expired' END
  FROM (SELECT tax_facts(p_partner) AS facts) AS f
$$;

-- ── A change and a decision ────────────────────────────────────────────────────────────────────────────────────

-- p: {id, partnerId, version, country, treatment, vatBasisPoints, form, formId, validFrom, validUntil, numberMask, keyId,
--     sealed (base64), by, at}. The caller has the lock of the payee, and finance is told. Nothing that was approved changes.
CREATE FUNCTION change_tax_profile(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO tax_profiles(id, partner_id, version, country, treatment, vat_basis_points, form, form_id, valid_from, valid_until, number_mask,
    key_id, sealed, changed_by, changed_at)
  VALUES (p->>'id', p->>'partnerId', (p->>'version')::int, p->>'country', p->>'treatment', (p->>'vatBasisPoints')::int, p->>'form',
    p->>'formId', (p->>'validFrom')::date, (p->>'validUntil')::date, p->>'numberMask', p->>'keyId', decode(p->>'sealed', 'base64'),
    p->>'by', (p->>'at')::timestamptz);
  PERFORM tell_finance(p->>'id', jsonb_build_object('text', 'tax_to_verify', 'facts',
    jsonb_build_object('authorId', p->>'by', 'partnerId', p->>'partnerId')));
END
$$;

-- p: {profileId, partnerId, decision, reason, by, at}. As above.
CREATE FUNCTION decide_tax_profile(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO tax_decisions(profile_id, decision, reason, decided_by, decided_at)
  SELECT t.id, p->>'decision', p->>'reason', p->>'by', (p->>'at')::timestamptz FROM tax_profiles t
  WHERE t.id = p->>'profileId' AND t.partner_id = p->>'partnerId';
  PERFORM tell_partner_of_payee(p->>'profileId', p->>'partnerId', jsonb_build_object('text', 'tax_' || (p->>'decision'), 'facts',
    jsonb_build_object('until', (SELECT t.valid_until FROM tax_profiles t WHERE t.id = p->>'profileId'))), NULL);
END
$$;

-- ── Agreements ─────────────────────────────────────────────────────────────────────────────────────────────────

-- CreateTable
CREATE TABLE "agreements" (
    "id" TEXT NOT NULL,
    "program_id" TEXT,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_acceptances" (
    "agreement_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "accepted_by" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreement_acceptances_pkey" PRIMARY KEY ("agreement_id","partner_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agreements_program_id_version_key" ON "agreements"("program_id", "version");

-- CreateIndex
CREATE INDEX "agreement_acceptances_partner_id_idx" ON "agreement_acceptances"("partner_id");

-- AddForeignKey
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_acceptances" ADD CONSTRAINT "agreement_acceptances_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreements"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_acceptances" ADD CONSTRAINT "agreement_acceptances_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER agreements_append_only BEFORE UPDATE OR DELETE ON agreements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreements_no_truncate BEFORE TRUNCATE ON agreements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_acceptances_append_only BEFORE UPDATE OR DELETE ON agreement_acceptances FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER agreement_acceptances_no_truncate BEFORE TRUNCATE ON agreement_acceptances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "agreements", "agreement_acceptances" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT ON "agreements", "agreement_acceptances" TO fairlead_api;

-- The version of the day of receipt, or a later one: what was earned under terms that were accepted waits for no newer ones.
CREATE FUNCTION agreement_accepted(p_partner text, p_program text, p_received timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM agreement_acceptances a JOIN agreements g ON g.id = a.agreement_id
    WHERE a.partner_id = p_partner AND g.program_id = p_program AND g.version >= coalesce(
      (SELECT max(o.version) FROM agreements o WHERE o.program_id = p_program AND o.published_at <= p_received), 1))
$$;

-- The partner lets us write its invoices.
CREATE FUNCTION self_billing_agreed(p_partner text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM agreement_acceptances a JOIN agreements g ON g.id = a.agreement_id WHERE a.partner_id = p_partner AND g.program_id IS NULL)
$$;

-- And we know what has to stand in them: the tax form in force is valid on that day, and who the vendor is.
CREATE FUNCTION self_billing_ready(p_partner text, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT self_billing_agreed(p_partner) AND tax_problem(p_partner, p_at) IS NULL AND vendor_in_force(p_at) IS NOT NULL
$$;

-- ── Documents ──────────────────────────────────────────────────────────────────────────────────────────────────

-- CreateTable
CREATE TABLE "document_series" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "document_series_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER,
    "series_no" INTEGER,
    "partner_id" TEXT NOT NULL,
    "item_id" TEXT,
    "invoice_id" TEXT,
    "corrects" TEXT,
    "tax_profile_id" TEXT,
    "vendor_id" TEXT,
    "currency" TEXT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "vat_minor" BIGINT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_lines" (
    "document_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "document_lines_pkey" PRIMARY KEY ("document_id","commission_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "documents_year_series_no_key" ON "documents"("year", "series_no");

-- CreateIndex
CREATE UNIQUE INDEX "documents_invoice_id_key" ON "documents"("invoice_id");

-- CreateIndex
CREATE INDEX "documents_partner_id_idx" ON "documents"("partner_id");

-- CreateIndex
CREATE INDEX "documents_corrects_idx" ON "documents"("corrects");

-- CreateIndex
CREATE INDEX "document_lines_commission_id_idx" ON "document_lines"("commission_id");

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "payout_items"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_corrects_fkey" FOREIGN KEY ("corrects") REFERENCES "documents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_tax_profile_id_fkey" FOREIGN KEY ("tax_profile_id") REFERENCES "tax_profiles"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor_identities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_commission_id_fkey" FOREIGN KEY ("commission_id") REFERENCES "commissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Ours has a number of the series, the tax profile that it follows and who the vendor was; that of a partner says all of it itself.
ALTER TABLE documents ADD CONSTRAINT documents_kind CHECK (CASE WHEN invoice_id IS NULL
  THEN num_nonnulls(year, series_no, tax_profile_id, vendor_id) = 4
    AND ((kind = 'self_billed' AND item_id IS NOT NULL AND corrects IS NULL) OR (kind = 'correction' AND item_id IS NULL AND corrects IS NOT NULL))
  ELSE num_nonnulls(year, series_no, tax_profile_id, vendor_id, item_id) = 0
    AND ((kind = 'partner_invoice' AND corrects IS NULL) OR (kind = 'correction' AND corrects IS NOT NULL)) END);

CREATE TRIGGER documents_append_only BEFORE UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER documents_no_truncate BEFORE TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_lines_append_only BEFORE UPDATE OR DELETE ON document_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_lines_no_truncate BEFORE TRUNCATE ON document_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "documents", "document_lines" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT ON "documents", "document_lines" TO fairlead_api, fairlead_worker;
GRANT SELECT, INSERT ON "document_series" TO fairlead_api, fairlead_worker;
GRANT UPDATE ("last") ON "document_series" TO fairlead_api, fairlead_worker;

-- A number that is taken back with its transaction is given to the next: the series has no gaps. Whoever draws one holds the year until
-- the end of the transaction, so it is the last thing that a transaction does.
CREATE FUNCTION next_document_no(p_year int) RETURNS int LANGUAGE sql VOLATILE AS $$
  INSERT INTO document_series(year, last) VALUES (p_year, 1) ON CONFLICT (year) DO UPDATE SET last = document_series.last + 1 RETURNING last
$$;

-- domain/documents/vat.ts: half-up, of nothing below zero.
CREATE FUNCTION vat_of(p_net numeric, p_basis_points int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT div(2 * p_net * p_basis_points + 10000, 20000)::bigint
$$;

-- What a document has to say of a line by now: what is owed of it or was paid, and nothing of what was rejected.
CREATE FUNCTION document_target(p_line commissions) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_line.state = 'rejected' THEN 0 ELSE payable_minor(p_line) - p_line.clawed_after_minor END
$$;

-- What no document of a line says yet; below zero: what they say too much. Documents of ours follow at once, so it is 0 for their lines.
CREATE FUNCTION undocumented_minor(p_line commissions) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT document_target(p_line) - coalesce((SELECT sum(amount_minor) FROM document_lines WHERE commission_id = p_line.id), 0)::bigint
$$;

-- A released item has one document for its lines. A line that came back and is paid again keeps the one that it has.
CREATE FUNCTION issue_document() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_at timestamptz;
  v_tax tax_profiles%ROWTYPE;
  v_net bigint;
  v_id text := 'doc_' || substr(NEW.id, 5);
  v_year int;
BEGIN
  SELECT coalesce(released_at, now()) INTO v_at FROM payout_runs WHERE id = NEW.run_id;
  IF NOT self_billing_ready(NEW.partner_id, v_at) THEN RETURN NULL; END IF;
  SELECT sum(document_target(c)) INTO v_net FROM payout_item_lines l JOIN commissions c ON c.id = l.commission_id
  WHERE l.item_id = NEW.id AND l.open AND document_target(c) > 0 AND NOT EXISTS (SELECT 1 FROM document_lines d WHERE d.commission_id = c.id);
  IF v_net IS NULL THEN RETURN NULL; END IF;
  SELECT t.id, t.vat_basis_points INTO v_tax.id, v_tax.vat_basis_points FROM tax_in_force(NEW.partner_id) f JOIN tax_profiles t ON t.id = f.id;
  v_year := extract(year FROM v_at AT TIME ZONE 'UTC');
  INSERT INTO documents(id, kind, year, series_no, partner_id, item_id, tax_profile_id, vendor_id, currency, net_minor, vat_minor, issued_at)
  VALUES (v_id, 'self_billed', v_year, next_document_no(v_year), NEW.partner_id, NEW.id, v_tax.id, vendor_in_force(v_at), NEW.currency, v_net,
    vat_of(v_net, v_tax.vat_basis_points), v_at);
  INSERT INTO document_lines(document_id, commission_id, amount_minor)
  SELECT v_id, c.id, document_target(c) FROM payout_item_lines l JOIN commissions c ON c.id = l.commission_id
  WHERE l.item_id = NEW.id AND l.open AND document_target(c) > 0 AND NOT EXISTS (SELECT 1 FROM document_lines d WHERE d.commission_id = c.id);
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER payout_items_document AFTER UPDATE ON payout_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.state = 'prepared' AND NEW.state IN ('released', 'netted')) EXECUTE FUNCTION issue_document();

-- The document that says last who supplies, who receives and how a first document is taxed: itself, or its latest correction.
CREATE FUNCTION last_of_document(p_first text) RETURNS documents LANGUAGE sql STABLE AS $$
  SELECT * FROM documents WHERE id = p_first OR corrects = p_first ORDER BY corrects IS NOT NULL DESC, issued_at DESC, year DESC, series_no DESC LIMIT 1
$$;

-- What is taken back of a documented line is corrected, by a document that names the first, of the day on which it is made. Its tax is what
-- is left of the tax of the first document after all its corrections, so that the sums are exact whatever comes in which order. An
-- invoice of the partner is corrected by the partner, who is asked to.
CREATE FUNCTION correct_document() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_line commissions;
  v_first documents;
  v_change bigint;
  v_at timestamptz := now();
  v_year int := extract(year FROM now() AT TIME ZONE 'UTC');
  v_no int;
  v_tax text;
  v_before record;
  v_id text;
BEGIN
  SELECT * INTO v_line FROM commissions WHERE id = NEW.id;
  SELECT d.* INTO v_first FROM documents d JOIN document_lines l ON l.document_id = d.id WHERE l.commission_id = NEW.id AND d.corrects IS NULL;
  v_change := undocumented_minor(v_line);
  IF v_first.id IS NULL OR v_change = 0 THEN RETURN NULL; END IF;
  IF v_first.invoice_id IS NOT NULL THEN
    PERFORM ask_for_credit_note(v_first, v_line, v_change);
    RETURN NULL;
  END IF;
  v_no := next_document_no(v_year);
  v_tax := (last_of_document(v_first.id)).tax_profile_id;
  SELECT sum(net_minor) AS net, sum(vat_minor) AS vat INTO v_before FROM documents WHERE v_first.id IN (id, corrects);
  v_id := 'doc_' || substr(NEW.id, 5) || '_' || (SELECT count(*) FROM document_lines WHERE commission_id = NEW.id);
  INSERT INTO documents(id, kind, year, series_no, partner_id, corrects, tax_profile_id, vendor_id, currency, net_minor, vat_minor, issued_at)
  SELECT v_id, 'correction', v_year, v_no, v_first.partner_id, v_first.id, t.id, coalesce(vendor_in_force(v_at), v_first.vendor_id),
    v_first.currency, v_change,
    vat_of(v_before.net + v_change, t.vat_basis_points) - v_before.vat, v_at
  FROM tax_profiles t WHERE t.id = v_tax;
  INSERT INTO document_lines(document_id, commission_id, amount_minor) VALUES (v_id, NEW.id, v_change);
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER commissions_correction AFTER UPDATE ON commissions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.clawed_before_minor <> NEW.clawed_before_minor OR OLD.clawed_after_minor <> NEW.clawed_after_minor
    OR (NEW.state = 'rejected' AND OLD.state <> 'rejected')) EXECUTE FUNCTION correct_document();

RESET ROLE;
