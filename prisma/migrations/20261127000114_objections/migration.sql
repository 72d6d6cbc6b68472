-- Objections of partners to documents that the vendor wrote for them, what finance answers, and corrections of who and how taxed.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "document_objections" (
    "id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "raised_by" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_objections_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "document_objections_document_id_key" ON "document_objections"("document_id");

-- AddForeignKey
ALTER TABLE "document_objections" ADD CONSTRAINT "document_objections_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE document_objections ADD CONSTRAINT document_objections_answered CHECK (CASE WHEN decision IS NULL
  THEN num_nonnulls(answer, answered_by, answered_at) = 0 ELSE decision IN ('kept', 'corrected') AND num_nonnulls(answer, answered_by, answered_at) = 3 END);
CREATE INDEX document_objections_open ON document_objections(raised_at) WHERE decision IS NULL;

GRANT SELECT, INSERT ON "document_objections" TO fairlead_api;
GRANT UPDATE ("decision", "answer", "answered_by", "answered_at") ON "document_objections" TO fairlead_api;
GRANT SELECT ON "document_objections" TO fairlead_worker, fairlead_partner;

-- To a document that the vendor wrote, by an administrator of its partner; answered once, by finance.
CREATE FUNCTION guard_objection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.decision IS NOT NULL OR NOT EXISTS (SELECT 1 FROM documents d JOIN users u ON u.partner_id = d.partner_id
       WHERE d.id = NEW.document_id AND d.invoice_id IS NULL AND u.id = NEW.raised_by AND u.active AND 'partner_admin' = ANY (u.roles)) THEN
      RAISE EXCEPTION '% may not object to document %', NEW.raised_by, NEW.document_id USING ERRCODE = 'FL002';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.decision IS NOT NULL OR NEW.decision IS NULL
     OR (to_jsonb(NEW) - 'decision' - 'answer' - 'answered_by' - 'answered_at') <> (to_jsonb(OLD) - 'decision' - 'answer' - 'answered_by' - 'answered_at') THEN
    RAISE EXCEPTION 'objection % is what it is', OLD.id USING ERRCODE = 'FL019';
  END IF;
  IF NOT is_finance(NEW.answered_by) THEN
    RAISE EXCEPTION '% may not answer objection %', NEW.answered_by, OLD.id USING ERRCODE = 'FL002';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER document_objections_guard BEFORE INSERT OR UPDATE ON document_objections FOR EACH ROW EXECUTE FUNCTION guard_objection();
CREATE TRIGGER document_objections_kept BEFORE DELETE ON document_objections FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_objections_no_truncate BEFORE TRUNCATE ON document_objections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whether a document that the vendor wrote would say something else of supplier, recipient or tax, were it written at that moment.
CREATE FUNCTION details_differ(p_document documents, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_document.invoice_id IS NULL AND self_billing_ready(p_document.partner_id, p_at)
    AND (l.tax_profile_id, l.vendor_id) IS DISTINCT FROM ((SELECT f.id FROM tax_in_force(p_document.partner_id) f), vendor_in_force(p_at))
  FROM last_of_document(coalesce(p_document.corrects, p_document.id)) AS l
$$;

-- A correction that states supplier, recipient and tax as they are known by now; what its lines come to stays. Its tax is what that of all
-- of it is now less what was stated before. The caller holds the payee, and so every other correction of it waits.
CREATE FUNCTION correct_details(p_first text, p_at timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_first documents;
  v_before record;
  v_year int := extract(year FROM p_at AT TIME ZONE 'UTC');
  v_id text := 'doc_' || substr(p_first, 5) || '_d' || (SELECT count(*) FROM documents WHERE corrects = p_first);
BEGIN
  SELECT * INTO STRICT v_first FROM documents WHERE id = p_first;
  SELECT sum(net_minor) AS net, sum(vat_minor) AS vat INTO v_before FROM documents WHERE p_first IN (id, corrects);
  INSERT INTO documents(id, kind, year, series_no, partner_id, corrects, tax_profile_id, vendor_id, currency, net_minor, vat_minor, issued_at)
  SELECT v_id, 'correction', v_year, next_document_no(v_year), v_first.partner_id, p_first, t.id, vendor_in_force(p_at), v_first.currency, 0,
    vat_of(v_before.net, t.vat_basis_points) - v_before.vat, p_at
  FROM tax_in_force(v_first.partner_id) f JOIN tax_profiles t ON t.id = f.id;
  INSERT INTO document_lines(document_id, commission_id, amount_minor)
  SELECT v_id, l.commission_id, 0 FROM document_lines l WHERE l.document_id = p_first;
  RETURN v_id;
END
$$;

-- p: {id, documentId, reason, by, at}. Finance is told.
CREATE FUNCTION object_to_document(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_document documents;
BEGIN
  SELECT * INTO STRICT v_document FROM documents WHERE id = p->>'documentId';
  INSERT INTO document_objections(id, document_id, reason, raised_by, raised_at)
  VALUES (p->>'id', v_document.id, p->>'reason', p->>'by', (p->>'at')::timestamptz);
  PERFORM tell_finance(p->>'id', jsonb_build_object('text', 'invoice_contested', 'facts', jsonb_build_object('authorId', p->>'by',
    'partnerId', v_document.partner_id, 'number', p->>'number', 'amountMinor', v_document.net_minor, 'currency', v_document.currency)));
END
$$;

-- p: {documentId, number, decision, answer, by, at}. The partner is told. The caller holds the payee and has looked at the objection.
CREATE FUNCTION answer_objection(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_document documents;
  v_objection document_objections;
BEGIN
  SELECT * INTO STRICT v_document FROM documents WHERE id = p->>'documentId';
  UPDATE document_objections SET decision = p->>'decision', answer = p->>'answer', answered_by = p->>'by', answered_at = (p->>'at')::timestamptz
  WHERE document_id = v_document.id RETURNING * INTO STRICT v_objection;
  PERFORM tell_partner_of_payee(v_objection.id, v_document.partner_id, jsonb_build_object('text', 'invoice_objection_' || v_objection.decision, 'facts',
    jsonb_build_object('number', p->>'number', 'amountMinor', v_document.net_minor, 'currency', v_document.currency)), NULL);
  IF v_objection.decision = 'corrected' THEN
    PERFORM correct_details(coalesce(v_document.corrects, v_document.id), v_objection.answered_at);
  END IF;
END
$$;

RESET ROLE;
