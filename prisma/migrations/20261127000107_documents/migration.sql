-- What a payment needs besides an account: the tax profile of the partner with its form.
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
DECLARE
  v_finance users;
BEGIN
  INSERT INTO tax_profiles(id, partner_id, version, country, treatment, vat_basis_points, form, form_id, valid_from, valid_until, number_mask,
    key_id, sealed, changed_by, changed_at)
  VALUES (p->>'id', p->>'partnerId', (p->>'version')::int, p->>'country', p->>'treatment', (p->>'vatBasisPoints')::int, p->>'form',
    p->>'formId', (p->>'validFrom')::date, (p->>'validUntil')::date, p->>'numberMask', p->>'keyId', decode(p->>'sealed', 'base64'),
    p->>'by', (p->>'at')::timestamptz);
  FOR v_finance IN SELECT * FROM users WHERE active AND partner_id IS NULL AND roles && ARRAY['finance_preparer', 'finance_approver'] ORDER BY id LOOP
    PERFORM enqueue_mail_to(p->>'id', NULL, jsonb_build_object('text', 'tax_to_verify', 'facts',
      jsonb_build_object('authorId', p->>'by', 'partnerId', p->>'partnerId')), jsonb_build_object('kind', 'user', 'userId', v_finance.id), NULL);
  END LOOP;
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

RESET ROLE;
