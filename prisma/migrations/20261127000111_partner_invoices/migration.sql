-- Invoices that partners write themselves, their credit notes, and the gates: what a line waits for besides an approval.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "partner_invoices" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "dated" DATE NOT NULL,
    "corrects" TEXT,
    "currency" TEXT NOT NULL,
    "net_minor" BIGINT NOT NULL,
    "vat_minor" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "partner_invoices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_invoice_lines" (
    "invoice_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "partner_invoice_lines_pkey" PRIMARY KEY ("invoice_id","commission_id")
);

-- CreateIndex
CREATE INDEX "partner_invoices_partner_id_idx" ON "partner_invoices"("partner_id");

-- CreateIndex
CREATE INDEX "partner_invoices_corrects_idx" ON "partner_invoices"("corrects");

-- CreateIndex
CREATE INDEX "partner_invoice_lines_commission_id_idx" ON "partner_invoice_lines"("commission_id");

-- AddForeignKey
ALTER TABLE "partner_invoices" ADD CONSTRAINT "partner_invoices_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_invoices" ADD CONSTRAINT "partner_invoices_corrects_fkey" FOREIGN KEY ("corrects") REFERENCES "documents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_invoice_lines" ADD CONSTRAINT "partner_invoice_lines_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "partner_invoices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_invoice_lines" ADD CONSTRAINT "partner_invoice_lines_commission_id_fkey" FOREIGN KEY ("commission_id") REFERENCES "commissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "partner_invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A credit note is below zero throughout.
ALTER TABLE partner_invoices ADD CONSTRAINT partner_invoices_sums CHECK (net_minor <> 0 AND (net_minor < 0) = (corrects IS NOT NULL)
  AND vat_minor * sign(net_minor) BETWEEN 0 AND abs(net_minor));
ALTER TABLE partner_invoices ADD CONSTRAINT partner_invoices_state CHECK (CASE state WHEN 'waiting' THEN num_nonnulls(reason, decided_by, decided_at) = 0
  WHEN 'accepted' THEN reason IS NULL AND num_nonnulls(decided_by, decided_at) = 2 WHEN 'rejected' THEN num_nonnulls(reason, decided_by, decided_at) = 3 ELSE false END);
-- A number is used once; that of an invoice that was rejected may come again, on the one that is right.
CREATE UNIQUE INDEX partner_invoices_once ON partner_invoices(partner_id, lower(number)) WHERE state <> 'rejected';

GRANT SELECT, INSERT ON "partner_invoices", "partner_invoice_lines" TO fairlead_api;
GRANT UPDATE ("state", "reason", "decided_by", "decided_at") ON "partner_invoices" TO fairlead_api;
-- Nothing that runs by itself opens a file, and the partner's role sees what there is, never what is in it.
GRANT SELECT ("id", "partner_id", "number", "dated", "corrects", "currency", "net_minor", "vat_minor", "name", "media_type", "size_bytes", "sha256",
  "uploaded_by", "uploaded_at", "state", "reason", "decided_at") ON "partner_invoices" TO fairlead_worker, fairlead_partner;
GRANT SELECT ON "partner_invoice_lines" TO fairlead_worker, fairlead_partner;

-- ── What an invoice has to say ─────────────────────────────────────────────────────────────────────────────────

-- It says of each of its lines exactly what no document says yet.
CREATE FUNCTION invoice_fits(p_invoice text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM partner_invoice_lines l JOIN commissions c ON c.id = l.commission_id
    WHERE l.invoice_id = p_invoice AND l.amount_minor <> undocumented_minor(c))
$$;

-- Finance has one that fits and has not decided on it.
CREATE FUNCTION invoice_waits(p_line text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM partner_invoice_lines l JOIN partner_invoices i ON i.id = l.invoice_id
    WHERE l.commission_id = p_line AND i.state = 'waiting' AND invoice_fits(i.id))
$$;

-- What a partner has to write: of lines that are owed, where the vendor does not write for it; and of its own invoices what is owed no
-- more (`corrects`: the document). Below zero in a credit note.
CREATE FUNCTION invoice_wanted(p_partner text) RETURNS TABLE (currency text, corrects text, commission_id text, amount_minor bigint)
LANGUAGE sql STABLE AS $$
  SELECT c.currency, (SELECT d.id FROM documents d JOIN document_lines l ON l.document_id = d.id WHERE l.commission_id = c.id AND d.corrects IS NULL),
    c.id, u.minor
  FROM commissions c CROSS JOIN LATERAL (SELECT undocumented_minor(c) AS minor OFFSET 0) AS u
  WHERE c.partner_id = p_partner AND NOT c.reduces AND (c.state IN ('holding', 'awaiting_approval', 'approved', 'returned', 'rejected') OR c.clawed_at IS NOT NULL)
    AND u.minor <> 0 AND NOT invoice_waits(c.id)
    AND (u.minor < 0 OR (c.state IN ('holding', 'awaiting_approval', 'approved', 'returned') AND NOT self_billing_agreed(p_partner)))
$$;
-- What is paid and of which nothing was taken back is not looked at.
CREATE INDEX commissions_to_document ON commissions(partner_id) WHERE NOT reduces
  AND (state IN ('holding', 'awaiting_approval', 'approved', 'returned', 'rejected') OR clawed_at IS NOT NULL);

-- ── An upload and a decision ───────────────────────────────────────────────────────────────────────────────────

-- It is decided once, by somebody of finance who has not uploaded it; what was uploaded never changes. It is accepted only while it says
-- what is owed, whoever asks.
CREATE FUNCTION guard_partner_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' OR NEW.dated > (NEW.uploaded_at AT TIME ZONE 'UTC')::date THEN
      RAISE EXCEPTION 'invoice % does not wait for finance', NEW.id USING ERRCODE = 'FL019';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'waiting' OR NEW.state = 'waiting'
     OR (to_jsonb(NEW) - 'state' - 'reason' - 'decided_by' - 'decided_at') <> (to_jsonb(OLD) - 'state' - 'reason' - 'decided_by' - 'decided_at') THEN
    RAISE EXCEPTION 'invoice % is what it is', OLD.id USING ERRCODE = 'FL019';
  END IF;
  IF NEW.decided_by = OLD.uploaded_by OR NOT is_finance(NEW.decided_by) THEN
    RAISE EXCEPTION '% may not decide on invoice %', NEW.decided_by, OLD.id USING ERRCODE = 'FL002';
  END IF;
  IF NEW.state = 'accepted' AND (NOT invoice_fits(OLD.id)
     OR OLD.net_minor IS DISTINCT FROM (SELECT sum(l.amount_minor) FROM partner_invoice_lines l JOIN commissions c ON c.id = l.commission_id
       WHERE l.invoice_id = OLD.id AND c.partner_id = OLD.partner_id AND c.currency = OLD.currency)
     OR OLD.net_minor <> (SELECT sum(l.amount_minor) FROM partner_invoice_lines l WHERE l.invoice_id = OLD.id)) THEN
    RAISE EXCEPTION 'invoice % does not say what is owed', OLD.id USING ERRCODE = 'FL019';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER partner_invoices_guard BEFORE INSERT OR UPDATE ON partner_invoices FOR EACH ROW EXECUTE FUNCTION guard_partner_invoice();
CREATE TRIGGER partner_invoices_kept BEFORE DELETE ON partner_invoices FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partner_invoices_no_truncate BEFORE TRUNCATE ON partner_invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partner_invoice_lines_append_only BEFORE UPDATE OR DELETE ON partner_invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partner_invoice_lines_no_truncate BEFORE TRUNCATE ON partner_invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Accepted, it is the document of its lines, in the same transaction.
CREATE FUNCTION document_invoice() RETURNS trigger LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_id text := 'doc_' || substr(NEW.id, 5);
BEGIN
  INSERT INTO documents(id, kind, partner_id, invoice_id, corrects, currency, net_minor, vat_minor, issued_at)
  VALUES (v_id, CASE WHEN NEW.corrects IS NULL THEN 'partner_invoice' ELSE 'correction' END, NEW.partner_id, NEW.id, NEW.corrects, NEW.currency,
    NEW.net_minor, NEW.vat_minor, NEW.decided_at);
  INSERT INTO document_lines(document_id, commission_id, amount_minor)
  SELECT v_id, l.commission_id, l.amount_minor FROM partner_invoice_lines l WHERE l.invoice_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER partner_invoices_document AFTER UPDATE ON partner_invoices FOR EACH ROW WHEN (NEW.state = 'accepted') EXECUTE FUNCTION document_invoice();

-- A document says what its lines do, which are of its payee and in its currency; that of an invoice says what finance has accepted, of the
-- same lines.
CREATE FUNCTION check_document(p_document text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_document documents;
  v_lines jsonb;
BEGIN
  SELECT * INTO STRICT v_document FROM documents WHERE id = p_document;
  SELECT jsonb_object_agg(commission_id, amount_minor) INTO v_lines FROM document_lines WHERE document_id = p_document;
  IF v_document.net_minor IS DISTINCT FROM (SELECT sum(amount_minor) FROM document_lines WHERE document_id = p_document)
     OR EXISTS (SELECT 1 FROM document_lines l JOIN commissions c ON c.id = l.commission_id WHERE l.document_id = p_document
       AND (c.partner_id, c.currency) <> (v_document.partner_id, v_document.currency)) THEN
    RAISE EXCEPTION 'document % does not say what its lines do', p_document USING ERRCODE = 'FL019';
  END IF;
  IF v_document.invoice_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM partner_invoices i WHERE i.id = v_document.invoice_id AND i.state = 'accepted'
     AND (i.partner_id, i.currency, i.net_minor, i.vat_minor, i.corrects)
       IS NOT DISTINCT FROM (v_document.partner_id, v_document.currency, v_document.net_minor, v_document.vat_minor, v_document.corrects)
     AND v_lines = (SELECT jsonb_object_agg(l.commission_id, l.amount_minor) FROM partner_invoice_lines l WHERE l.invoice_id = i.id)) THEN
    RAISE EXCEPTION 'document % is of no accepted invoice', p_document USING ERRCODE = 'FL019';
  END IF;
END
$$;
CREATE FUNCTION check_new_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_document(NEW.id);
  RETURN NULL;
END
$$;
CREATE FUNCTION check_documents_of_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM document_lines l WHERE l.document_id IN (SELECT document_id FROM added)
     AND NOT EXISTS (SELECT 1 FROM added a WHERE (a.document_id, a.commission_id) = (l.document_id, l.commission_id))) THEN
    RAISE EXCEPTION 'a document gets no further lines' USING ERRCODE = 'FL019';
  END IF;
  PERFORM check_document(document_id) FROM added GROUP BY document_id;
  RETURN NULL;
END
$$;
-- Both: a document has its lines by the end of its transaction, and gets no further ones. Those of one are written by one statement.
CREATE CONSTRAINT TRIGGER documents_guard AFTER INSERT ON documents DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_new_document();
CREATE TRIGGER document_lines_guard AFTER INSERT ON document_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_documents_of_lines();

-- What is owed on an invoice can change until it is decided: its lines stand still until then. In the order of everybody else: the payee,
-- referrals, lines.
CREATE FUNCTION lock_invoice(p_invoice text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_lines text[] := ARRAY(SELECT commission_id FROM partner_invoice_lines WHERE invoice_id = p_invoice);
BEGIN
  PERFORM lock_payee(partner_id) FROM partner_invoices WHERE id = p_invoice;
  PERFORM 1 FROM referrals WHERE id IN (SELECT referral_id FROM commissions WHERE id = ANY (v_lines)) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM commissions WHERE id = ANY (v_lines) ORDER BY id FOR UPDATE;
END
$$;

-- p: {id, state, reason, by, at}. The caller has the locks of `lock_invoice`. The partner is told.
CREATE FUNCTION decide_partner_invoice(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_invoice partner_invoices;
BEGIN
  UPDATE partner_invoices SET state = p->>'state', reason = p->>'reason', decided_by = p->>'by', decided_at = (p->>'at')::timestamptz
  WHERE id = p->>'id' RETURNING * INTO STRICT v_invoice;
  PERFORM tell_partner_of_payee(v_invoice.id, v_invoice.partner_id, jsonb_build_object('text', 'invoice_' || v_invoice.state, 'facts',
    jsonb_build_object('number', v_invoice.number, 'amountMinor', v_invoice.net_minor, 'currency', v_invoice.currency)), NULL);
END
$$;

-- Called where something is taken back of a line that the partner has invoiced; each time less is left of it.
CREATE FUNCTION ask_for_credit_note(p_first documents, p_line commissions, p_change bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM tell_partner_of_payee(p_line.id || ':' || document_target(p_line), p_line.partner_id, jsonb_build_object('text', 'credit_note_wanted', 'facts',
    jsonb_build_object('number', (SELECT i.number FROM partner_invoices i WHERE i.id = p_first.invoice_id), 'amountMinor', -p_change,
      'currency', p_line.currency)), NULL);
END
$$;

-- ── The gates ──────────────────────────────────────────────────────────────────────────────────────────────────

-- Of those gates that nothing but a fact opens; the account, the tax form and the document have reasons of their own.
CREATE FUNCTION gates_open(p_partner text, p_program text, p_received timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN agreement_accepted(p_partner, p_program, p_received) THEN ARRAY['agreement'] ELSE '{}'::text[] END
$$;

-- For the gate: {documented, undocumentedMinor, agreed, waits, vendorKnown}. p_line: NULL for a line to come.
CREATE FUNCTION document_facts(p_partner text, p_line text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('documented', EXISTS (SELECT 1 FROM document_lines l WHERE l.commission_id = p_line), 'undocumentedMinor',
    coalesce((SELECT undocumented_minor(c) FROM commissions c WHERE c.id = p_line), 0), 'agreed', self_billing_agreed(p_partner),
    'waits', invoice_waits(p_line), 'vendorKnown', vendor_in_force(now()) IS NOT NULL)
$$;

-- The rule of domain/documents/gate.ts, for lists; NULL when it holds nothing back.
CREATE FUNCTION document_problem(p_partner text, p_line text, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN (f.facts->>'documented')::boolean AND f.facts->>'undocumentedMinor' = '0' THEN NULL
    WHEN (f.facts->>'waits')::boolean THEN 'document_unverified'
    WHEN (f.facts->>'documented')::boolean THEN 'document_differs'
    WHEN NOT self_billing_agreed(p_partner) OR tax_problem(p_partner, p_now) IS NOT NULL THEN 'document_missing'
    WHEN vendor_in_force(p_now) IS NULL THEN 'vendor_missing' END
  FROM (SELECT document_facts(p_partner, p_line) AS facts) AS f
$$;

-- The rule `heldByGate` of domain/approval/payable.ts, for choosing lines.
CREATE FUNCTION held_by_gate(p_gates jsonb, p_partner text, p_program text, p_received timestamptz, p_line text, p_now timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p_gates <> '[]' AND (
    (p_gates ? 'payee' AND payee_problem(p_partner, p_now) IS NOT NULL)
    OR (p_gates ? 'tax_form' AND tax_problem(p_partner, p_now) IS NOT NULL)
    OR (p_gates ? 'document' AND document_problem(p_partner, p_line, p_now) IS NOT NULL)
    OR NOT (p_gates - 'payee' - 'tax_form' - 'document') <@ to_jsonb(gates_open(p_partner, p_program, p_received)))
$$;

RESET ROLE;
