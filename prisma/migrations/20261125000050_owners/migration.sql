-- Who owns a referral next: routing rules, absences with deputies, and the one question that choosing asks.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "routing_rules" (
    "id" TEXT NOT NULL,
    "program_id" TEXT,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "team" TEXT[],
    "mode" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routing_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "deputy_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "absences_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "routing_rules_program_id_idx" ON "routing_rules"("program_id");

-- CreateIndex
CREATE INDEX "absences_user_id_ends_at_idx" ON "absences"("user_id", "ends_at");

-- CreateIndex
CREATE INDEX "absences_deputy_id_ends_at_idx" ON "absences"("deputy_id", "ends_at");

-- AddForeignKey
ALTER TABLE "routing_rules" ADD CONSTRAINT "routing_rules_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_deputy_id_fkey" FOREIGN KEY ("deputy_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

GRANT SELECT ON "routing_rules", "absences" TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE, DELETE ON "routing_rules", "absences" TO fairlead_api;

-- Where a referral still asks something of somebody.
CREATE FUNCTION is_open_stage(p_stage text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_stage IN ('submitted', 'in_review', 'waitlisted', 'accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation')
$$;

CREATE FUNCTION is_absent(p_user text, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM absences a WHERE a.user_id = p_user AND a.starts_at <= p_at AND a.ends_at > p_at)
$$;

-- Who stands in for somebody at this moment; nobody while they are here.
CREATE FUNCTION deputies_of(p_user text, p_at timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT a.deputy_id), '{}') FROM absences a JOIN users d ON d.id = a.deputy_id AND d.active
  WHERE a.user_id = p_user AND a.starts_at <= p_at AND a.ends_at > p_at
$$;

-- {zone, days: [1 = Monday …], from: '09:00', to: '17:00'}; no hours set: always.
CREATE FUNCTION is_within_hours(p_hours jsonb, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_hours IS NULL OR (
    p_hours->'days' @> to_jsonb(extract(isodow FROM p_at AT TIME ZONE (p_hours->>'zone'))::int)
    AND (p_at AT TIME ZONE (p_hours->>'zone'))::time >= (p_hours->>'from')::time
    AND (p_at AT TIME ZONE (p_hours->>'zone'))::time < (p_hours->>'to')::time)
$$;

-- The rules that may speak about this duty in a program, in their order, and everybody inside with what the choice looks
-- at. Open referrals are counted only where somebody asks: for a person with a capacity, or under `least_open`.
CREATE FUNCTION owner_candidates(p_program text, p_hours_count boolean, p_duty text, p_at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  WITH rules AS (
    SELECT id, name, conditions, team, mode, place FROM routing_rules
    WHERE p_duty <> 'reviewer' AND (program_id IS NULL OR program_id = p_program)
      AND (conditions->'duties' IS NULL OR conditions->'duties' ? p_duty)),
  wanted AS (SELECT EXISTS (SELECT 1 FROM rules WHERE mode = 'least_open') AS counts)
  SELECT jsonb_build_object(
    'rules', coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'when', conditions, 'team', to_jsonb(team),
      'mode', mode) ORDER BY place, id) FROM rules), '[]'),
    'people', coalesce((SELECT jsonb_agg(jsonb_build_object('userId', u.id, 'roles', to_jsonb(u.roles), 'weight', u.weight,
      'capacity', u.capacity,
      'away', CASE WHEN is_absent(u.id, p_at) THEN 'absent'
        WHEN p_hours_count AND NOT is_within_hours(u.working_hours, p_at) THEN 'out_of_hours' END,
      'open', CASE WHEN u.capacity IS NOT NULL OR wanted.counts THEN (SELECT count(*) FROM referrals r
        WHERE r.owner_id = u.id AND NOT r.unassigned
          AND r.stage IN ('accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation')) ELSE 0 END,
      'turns', coalesce((SELECT jsonb_object_agg(t.duty, t.turn) FROM rotations t
        WHERE t.user_id = u.id AND (t.duty IN (p_duty, 'pool') OR t.duty IN (SELECT id FROM rules))), '{}')))
      FROM users u, wanted WHERE u.active AND u.partner_id IS NULL), '[]'))
$$;

-- All that choosing an owner asks, in one statement: what the rules look at, the rules, the people, and who is near it; for a
-- review also what stands against it, in the companies that it is compared with (`p_beside`) too.
CREATE FUNCTION owner_question(p_referral text, p_duty text, p_at timestamptz, p_beside jsonb DEFAULT NULL) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'facts', jsonb_build_object('country', r.company_country, 'region', r.company_region, 'productLine', r.product_line,
      'partnerId', r.partner_id, 'tier', p.tier, 'value', CASE WHEN r.estimated_amount IS NOT NULL THEN
        jsonb_build_object('amount', r.estimated_amount, 'currency', r.estimated_currency) END),
    'partnerManagerId', p.manager_id,
    'rivals', CASE WHEN p_beside IS NULL THEN '[]' ELSE rivals_of(p_referral, ARRAY(SELECT jsonb_array_elements_text(p_beside))) END,
    'submitters', to_jsonb(array_remove(ARRAY[r.submitted_by->>'id', r.submitted_by->>'onBehalfOf'], NULL)))
    || owner_candidates(r.program_id, v.body->>'clock' <> 'calendar', p_duty, p_at)
  FROM referrals r JOIN partners p ON p.id = r.partner_id JOIN policy_versions v ON v.id = r.policy_version_id
  WHERE r.id = p_referral
$$;

-- A hand-over of this referral that its story has not carried out yet.
CREATE FUNCTION pending_hand_over(p_referral text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT c.id FROM commands c WHERE c.workflow_id = 'referral:' || p_referral AND c.state = 'pending' AND c.name = 'assign'
    AND c.payload->'message'->>'reasonCode' = 'left' ORDER BY c.created_at LIMIT 1
$$;

CREATE FUNCTION record_hand_over(p_referral text, p_to text, p_actor jsonb, p_grace_ms int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM record_command(jsonb_build_object('id', new_id('cmd'), 'workflowId', 'referral:' || p_referral,
    'referralId', p_referral, 'name', 'assign', 'actor', p_actor, 'source', 'web', 'graceMs', p_grace_ms,
    'payload', jsonb_strip_nulls(jsonb_build_object('ownerId', p_to, 'reasonCode', 'left'))));
END
$$;

-- What somebody owns and is open goes to another person, or (NULL) where the rules send it: one ordinary command each, so
-- that every story knows. What is under way already is not asked for twice.
CREATE FUNCTION hand_over_work(p_user text, p_to text, p_actor jsonb, p_grace_ms int, p_max int) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_referral text;
BEGIN
  FOR v_referral IN SELECT r.id FROM referrals r WHERE r.owner_id = p_user AND is_open_stage(r.stage)
    AND pending_hand_over(r.id) IS NULL ORDER BY r.due_at, r.id LIMIT p_max LOOP
    PERFORM record_hand_over(v_referral, p_to, p_actor, p_grace_ms);
  END LOOP;
END
$$;

-- A story may choose somebody at the moment in which they leave: it is asked at once to choose again.
CREATE FUNCTION reassign_from_leaver(p_referral text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_owner text;
BEGIN
  SELECT r.owner_id INTO v_owner FROM referrals r JOIN users u ON u.id = r.owner_id
  WHERE r.id = p_referral AND NOT u.active AND is_open_stage(r.stage);
  IF FOUND AND pending_hand_over(p_referral) IS NULL THEN
    PERFORM record_hand_over(p_referral, NULL, jsonb_build_object('kind', 'user', 'id', v_owner), 0);
  END IF;
END
$$;

RESET ROLE;
