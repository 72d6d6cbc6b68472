-- Sales asks what would become of a company before a partner names it. Nothing is written about the company; that
-- somebody asked is, so that it stays bounded.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "duplicate_checks" (
    "id" BIGSERIAL NOT NULL,
    "user_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duplicate_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "duplicate_checks_user_id_at_idx" ON "duplicate_checks"("user_id", "at");

GRANT SELECT, INSERT, DELETE ON "duplicate_checks" TO fairlead_api;
GRANT SELECT ON "duplicate_checks" TO fairlead_worker;
GRANT USAGE ON SEQUENCE "duplicate_checks_id_seq" TO fairlead_api;

-- One question more of this person: {allowed, inMinute, inDay}, with how many there were before. Two at the same moment
-- are counted one after the other.
CREATE FUNCTION note_duplicate_check(p_user text, p_minute_max int, p_day_max int) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_minute int;
  v_day int;
BEGIN
  PERFORM lock_name('duplicate-check:' || p_user);
  DELETE FROM duplicate_checks WHERE user_id = p_user AND at < clock_timestamp() - interval '1 day';
  SELECT count(*) FILTER (WHERE at > clock_timestamp() - interval '1 minute'), count(*) INTO v_minute, v_day
  FROM duplicate_checks WHERE user_id = p_user;
  IF v_minute < p_minute_max AND v_day < p_day_max THEN
    INSERT INTO duplicate_checks(user_id, at) VALUES (p_user, clock_timestamp());
  END IF;
  RETURN jsonb_build_object('allowed', v_minute < p_minute_max AND v_day < p_day_max, 'inMinute', v_minute, 'inDay', v_day);
END
$$;

-- The company that a submission with these keys would be taken for, and how its line stands for this product line; and
-- what the check would ask the CRM. {policy, company: {id, name} | null, standing, held, ownWork}; null: no such program.
CREATE FUNCTION company_at_a_glance(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_policy jsonb;
  v_company companies;
  v_line text;
BEGIN
  SELECT v.body INTO v_policy FROM policy_versions v
  WHERE v.program_id = p->>'programId' AND v.published_at IS NOT NULL ORDER BY v.version DESC LIMIT 1;
  IF v_policy IS NULL THEN
    RETURN NULL;
  END IF;
  v_line := claim_line(v_policy, p->'claimKeys');
  SELECT c.* INTO v_company FROM companies c WHERE c.id = company_of(known_company(p));
  RETURN jsonb_build_object('policy', v_policy,
    'company', CASE WHEN v_company.id IS NOT NULL THEN jsonb_build_object('id', v_company.id, 'name', v_company.name) END,
    'standing', (SELECT count(*) FROM queue_entries q WHERE q.company_id = v_company.id
      AND q.state IN ('pending', 'waiting', 'held') AND lines_overlap(q.product_line, v_line)),
    'held', EXISTS (SELECT 1 FROM queue_entries q WHERE q.company_id = v_company.id AND q.state = 'held' AND lines_overlap(q.product_line, v_line)),
    'ownWork', own_work_on(v_company.id, NULL));
END
$$;

RESET ROLE;
