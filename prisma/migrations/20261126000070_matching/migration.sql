-- Which other companies a submission may mean, and what people have said about companies: other names, who belongs to whom,
-- what is one company and what is not. The search only finds; what it means is decided in domain/matching.
-- The extension is a trusted one: whoever may create in this database may add it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "company_aliases" (
    "company_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_aliases_pkey" PRIMARY KEY ("company_id","text")
);

-- CreateTable
CREATE TABLE "company_relations" (
    "child_id" TEXT NOT NULL,
    "parent_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_relations_pkey" PRIMARY KEY ("child_id")
);

-- CreateTable
CREATE TABLE "company_distinctions" (
    "one_id" TEXT NOT NULL,
    "other_id" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_distinctions_pkey" PRIMARY KEY ("one_id","other_id")
);

-- CreateTable
CREATE TABLE "company_merges" (
    "id" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,
    "into_id" TEXT NOT NULL,
    "reason" TEXT,
    "merged_by" TEXT NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "company_merges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "companies_merged_into_id_idx" ON "companies"("merged_into_id");

-- CreateIndex
CREATE INDEX "company_relations_parent_id_idx" ON "company_relations"("parent_id");

-- CreateIndex
CREATE INDEX "company_distinctions_other_id_idx" ON "company_distinctions"("other_id");

-- CreateIndex
CREATE INDEX "company_merges_company_id_idx" ON "company_merges"("company_id");

-- AddForeignKey
ALTER TABLE "companies" ADD CONSTRAINT "companies_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "companies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_aliases" ADD CONSTRAINT "company_aliases_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- GIN, not GiST: measured at 200,000 names it answers in a sixth of the time (docs/matching.md).
CREATE INDEX "company_keys_similar_names" ON "company_keys" USING gin ("value" gin_trgm_ops) WHERE "kind" = 'name';

GRANT SELECT ON "company_aliases", "company_relations", "company_distinctions", "company_merges" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "company_aliases" TO fairlead_api;
GRANT INSERT, UPDATE ON "company_relations", "company_merges" TO fairlead_api;
GRANT INSERT ON "company_distinctions" TO fairlead_api, fairlead_worker;

-- ── Search ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- Companies that share a key with the submission, bear a similar name, or are known to belong to it. Everything is bounded:
-- a key that is shared by many (the switchboard of an office park, a name of every second town) brings a sample, not a
-- directory. Records that are one company count as one, and what a person has told apart is not asked about again.
-- p: {keys: [{kind, value}], companyId?, intakeNo?, country?}. With an intake number only companies count that were referred
-- before it, or never; without one, all. The nearest first.
CREATE FUNCTION find_companies(p jsonb, p_limit int)
RETURNS TABLE (company_id text, referral_id text, country text, keys jsonb, related text)
LANGUAGE plpgsql STABLE SET pg_trgm.similarity_threshold = 0.4 AS $$
DECLARE
  v_own text := company_of(p->>'companyId');
  v_parent text := (SELECT company_of(parent_id) FROM company_relations WHERE child_id = v_own);
BEGIN
  RETURN QUERY
  WITH ours AS (
    SELECT DISTINCT key->>'kind' AS kind, key->>'value' AS value FROM jsonb_array_elements(p->'keys') AS k(key) LIMIT 32
  ), wanted AS ( -- initials among names and back, names among the names that people have told, and homes among where mail comes from
    SELECT ours.kind, ours.value FROM ours
    UNION SELECT crosswise.kind, ours.value
    FROM ours JOIN (VALUES ('acronym', 'name'), ('name', 'acronym'), ('name', 'alias'),
      ('domain', 'mail_domain'), ('mail_domain', 'domain')) AS crosswise(of, kind) ON crosswise.of = ours.kind
  ), found AS (
    SELECT same.company_id AS id,
      CASE WHEN wanted.kind IN ('domain', 'email', 'alias') THEN 3 WHEN wanted.kind IN ('name', 'mail_domain') THEN 2 ELSE 1 END AS nearness
    FROM wanted CROSS JOIN LATERAL (SELECT k.company_id FROM company_keys k
      WHERE k.kind = wanted.kind AND k.value = wanted.value ORDER BY k.company_id LIMIT 50) AS same
    UNION ALL
    SELECT alike.company_id, alike.similarity FROM ours CROSS JOIN LATERAL (
      SELECT k.company_id, similarity(k.value, ours.value) AS similarity FROM company_keys k
      WHERE k.kind = 'name' AND k.value % ours.value ORDER BY similarity(k.value, ours.value) DESC, k.company_id LIMIT 20) AS alike
    WHERE ours.kind = 'name'
    UNION ALL
    SELECT v_parent, 1 WHERE v_parent IS NOT NULL
    UNION ALL
    (SELECT child_id, 1 FROM company_relations WHERE parent_id = v_own ORDER BY child_id LIMIT 20)
  ), nearest AS (
    SELECT company_of(found.id) AS id, max(found.nearness) AS nearness FROM found
    WHERE NOT EXISTS (
      SELECT 1 FROM company_distinctions d WHERE d.one_id = found.id AND company_of(d.other_id) = v_own
      UNION ALL SELECT 1 FROM company_distinctions d WHERE d.other_id = found.id AND company_of(d.one_id) = v_own)
    GROUP BY 1
  )
  SELECT c.id, earlier.referral_id, c.country,
    (SELECT jsonb_agg(jsonb_build_object('kind', own.kind, 'value', own.value)) FROM (
      SELECT k.kind, k.value FROM company_keys k JOIN company_records(c.id) AS record ON record = k.company_id
      ORDER BY k.kind, k.value LIMIT 60) AS own),
    CASE WHEN c.id = v_parent THEN 'parent'
      WHEN EXISTS (SELECT 1 FROM company_relations r WHERE r.child_id = c.id AND company_of(r.parent_id) = v_own) THEN 'subsidiary' END
  FROM nearest JOIN companies c ON c.id = nearest.id
  LEFT JOIN LATERAL (SELECT q.referral_id FROM queue_entries q
    WHERE q.company_id = c.id AND (p->>'intakeNo' IS NULL OR q.intake_no < (p->>'intakeNo')::bigint)
    ORDER BY q.state = 'released', q.intake_no LIMIT 1) AS earlier ON true
  WHERE c.id IS DISTINCT FROM v_own
    AND (earlier.referral_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM queue_entries q WHERE q.company_id = c.id))
  ORDER BY nearest.nearness DESC, (c.country IS NOT DISTINCT FROM p->>'country') DESC, c.id LIMIT p_limit;
END
$$;

-- ── What people say ────────────────────────────────────────────────────────────────────────────────────────────

-- Another name or domain of a company. p: {companyId, text, keys: [{kind: 'alias' | 'domain', value}], by, at}
-- A domain that another company is known by is no alias: the two are to be merged.
CREATE FUNCTION add_company_alias(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_company text;
  v_other text;
BEGIN
  PERFORM lock_name('company-key:' || wanted.kind || ':' || wanted.value)
  FROM (SELECT key->>'kind' AS kind, key->>'value' AS value FROM jsonb_array_elements(p->'keys') AS k(key)
    WHERE key->>'kind' = 'domain' ORDER BY 1, 2) AS wanted;
  v_company := lock_company(p->>'companyId');
  SELECT company_of(k.company_id) INTO v_other FROM jsonb_array_elements(p->'keys') AS wanted(key)
  JOIN company_keys k ON k.kind = wanted.key->>'kind' AND k.value = wanted.key->>'value'
  WHERE company_of(k.company_id) <> v_company ORDER BY 1 LIMIT 1;
  IF v_other IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'refused', 'code', 'already_exists', 'facts', jsonb_build_object('companyId', v_other));
  END IF;
  INSERT INTO company_aliases(company_id, text, created_by, created_at)
  VALUES (p->>'companyId', p->>'text', p->>'by', (p->>'at')::timestamptz) ON CONFLICT DO NOTHING;
  INSERT INTO company_keys(kind, value, company_id)
  SELECT wanted.key->>'kind', wanted.key->>'value', p->>'companyId' FROM jsonb_array_elements(p->'keys') AS wanted(key)
  ON CONFLICT DO NOTHING;
  RETURN jsonb_build_object('outcome', 'done');
END
$$;

-- A person has compared the two and found that they are not one company.
CREATE FUNCTION tell_companies_apart(p_one text, p_other text, p_by text, p_at timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO company_distinctions(one_id, other_id, decided_by, decided_at)
  SELECT least(p_one, p_other), greatest(p_one, p_other), p_by, p_at WHERE p_one <> p_other
  ON CONFLICT DO NOTHING
$$;

-- ── Two records, one company ───────────────────────────────────────────────────────────────────────────────────

-- Who has to give way when two queues become one: a holder behind an earlier intake of the other queue, and whoever is not
-- kept where a person has decided. Returns {yielding: [referral], conflicts: [{earlier, later}]}: a conflict is where somebody
-- would have to give way who speaks with the company already.
CREATE FUNCTION plan_merge(p_into text, p_from text, p_keeps text[]) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_mine queue_entries;
  v_other queue_entries;
  v_kept boolean;
  v_yielding text[] := '{}';
  v_conflicts jsonb := '[]';
BEGIN
  PERFORM 1 FROM referrals WHERE id IN (SELECT referral_id FROM queue_entries WHERE company_id IN (p_into, p_from) AND state = 'held')
  ORDER BY id FOR UPDATE;
  FOR v_mine IN SELECT * FROM queue_entries WHERE company_id IN (p_into, p_from) AND state = 'held' ORDER BY intake_no LOOP
    v_kept := v_mine.referral_id = ANY(p_keeps);
    SELECT other.* INTO v_other FROM queue_entries other
    WHERE other.company_id = CASE v_mine.company_id WHEN p_into THEN p_from ELSE p_into END
      AND lines_overlap(other.product_line, v_mine.product_line)
      AND CASE WHEN other.state = 'held' AND other.referral_id = ANY(p_keeps) THEN NOT v_kept OR other.intake_no < v_mine.intake_no
        ELSE NOT v_kept AND other.intake_no < v_mine.intake_no
          AND (other.state IN ('pending', 'waiting', 'held') OR other.reserved_by IS NOT NULL) END
    ORDER BY other.state = 'held' AND NOT other.referral_id = ANY(v_yielding) DESC, other.intake_no LIMIT 1;
    CONTINUE WHEN NOT FOUND;
    IF is_unworked(v_mine.referral_id) THEN
      v_yielding := v_yielding || v_mine.referral_id;
    ELSIF v_other.state = 'held' AND NOT v_other.referral_id = ANY(v_yielding) THEN
      v_conflicts := v_conflicts || jsonb_build_object(
        'earlier', CASE WHEN v_other.intake_no < v_mine.intake_no THEN v_other.referral_id ELSE v_mine.referral_id END,
        'later', CASE WHEN v_other.intake_no < v_mine.intake_no THEN v_mine.referral_id ELSE v_other.referral_id END);
    END IF;
  END LOOP;
  RETURN jsonb_build_object('yielding', to_jsonb(v_yielding), 'conflicts', v_conflicts);
END
$$;

-- The places of two records that meet in one line when the records are one company, or stand apart again when they are two:
-- {one, other}, the other being those that came for the second record. Only between different partners is anything at stake.
CREATE FUNCTION places_that_meet(p_company text, p_other text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH places AS (
    SELECT place_of(r, p.manager_id) AS place, q.product_line, r.partner_id,
      r.company_id IN (SELECT company_records(p_other)) AS is_other
    FROM queue_entries q JOIN referrals r ON r.id = q.referral_id JOIN partners p ON p.id = r.partner_id
    WHERE q.company_id IN (company_of(p_company), company_of(p_other)) AND q.state <> 'released'),
  meeting AS (
    SELECT * FROM places WHERE EXISTS (SELECT 1 FROM places across WHERE across.is_other <> places.is_other
      AND across.partner_id <> places.partner_id AND lines_overlap(across.product_line, places.product_line)))
  SELECT jsonb_build_object('one', coalesce(jsonb_agg(place) FILTER (WHERE NOT is_other), '[]'),
    'other', coalesce(jsonb_agg(place) FILTER (WHERE is_other), '[]')) FROM meeting
$$;

-- Puts the queue of one company into that of another, in the order of intake. The record keeps its keys and its referrals; what
-- names it means the other from now on. p: {id, companyId, otherId, keeps: [referral], reason?, by, at}
CREATE FUNCTION merge_companies(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_into text := p->>'companyId';
  v_from text := p->>'otherId';
  v_at timestamptz := (p->>'at')::timestamptz;
  v_keeps text[] := ARRAY(SELECT jsonb_array_elements_text(p->'keeps'));
  v_disputed text[];
  v_plan jsonb;
  v_yielding text[];
BEGIN
  PERFORM lock_name('company:' || company) FROM unnest(ARRAY[v_into, v_from]) AS company ORDER BY company;
  IF v_into = v_from OR EXISTS (SELECT 1 FROM companies WHERE id IN (v_into, v_from) AND merged_into_id IS NOT NULL) THEN
    RETURN jsonb_build_object('outcome', 'refused', 'code', 'not_allowed_in_state', 'facts', '{}'::jsonb);
  END IF;
  v_plan := plan_merge(v_into, v_from, '{}');
  IF v_keeps <> '{}' THEN -- a decision about a conflict, and about nothing else: elsewhere the earlier intake stands before
    v_disputed := ARRAY(SELECT side.value FROM jsonb_array_elements(v_plan->'conflicts') AS c(conflict), jsonb_each_text(conflict) AS side);
    IF NOT v_keeps <@ v_disputed THEN
      RETURN jsonb_build_object('outcome', 'refused', 'code', 'not_allowed_in_state', 'facts',
        jsonb_build_object('notInConflict', to_jsonb(ARRAY(SELECT unnest(v_keeps) EXCEPT SELECT unnest(v_disputed)))));
    END IF;
    v_plan := plan_merge(v_into, v_from, v_keeps);
  END IF;
  IF v_plan->'conflicts' <> '[]' THEN
    RETURN jsonb_build_object('outcome', 'refused', 'code', 'claim_conflict', 'facts', jsonb_build_object('conflicts', v_plan->'conflicts'));
  END IF;
  v_yielding := ARRAY(SELECT jsonb_array_elements_text(v_plan->'yielding'));
  PERFORM give_way(yielding, p->>'id', v_at) FROM unnest(v_yielding) AS yielding;
  INSERT INTO company_merges(id, company_id, into_id, reason, merged_by, merged_at)
  VALUES (p->>'id', v_from, v_into, p->>'reason', p->>'by', v_at);
  UPDATE companies SET merged_into_id = v_into WHERE id = v_from;
  UPDATE queue_entries SET company_id = v_into, found_late = found_late OR state = 'pending'
  WHERE company_id = v_from OR (company_id = v_into AND state = 'pending');
  PERFORM promote_eligible(v_into, p->>'id', v_at);
  RETURN jsonb_build_object('outcome', 'done');
END
$$;

-- Takes a merge back: every referral that came for the record, also since, stands in its own queue again, and who has nobody
-- before them there holds the claim again. p: {companyId, otherId, by, at}
CREATE FUNCTION unmerge_companies(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_into text;
  v_from text := p->>'otherId';
  v_at timestamptz := (p->>'at')::timestamptz;
  v_merge text;
BEGIN
  LOOP -- the company that both stand in may itself be merged meanwhile
    v_into := company_of(v_from);
    BEGIN
      PERFORM lock_name('company:' || company) FROM unnest(ARRAY[v_into, v_from]) AS company ORDER BY company;
      IF company_of(v_from) = v_into THEN
        EXIT;
      END IF;
      RAISE SQLSTATE 'FL003';
    EXCEPTION WHEN SQLSTATE 'FL003' THEN -- gives the locks back, see lock_company
    END;
  END LOOP;
  UPDATE companies SET merged_into_id = NULL WHERE id = v_from AND merged_into_id = p->>'companyId';
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcome', 'refused', 'code', 'not_allowed_in_state', 'facts', '{}'::jsonb);
  END IF;
  UPDATE company_merges SET undone_by = p->>'by', undone_at = v_at WHERE company_id = v_from AND undone_at IS NULL
  RETURNING id INTO v_merge;
  UPDATE queue_entries q SET company_id = v_from FROM referrals r
  WHERE r.id = q.referral_id AND q.company_id = v_into AND company_of(r.company_id) = v_from;
  PERFORM promote_eligible(v_into, 'un' || v_merge, v_at);
  PERFORM promote_eligible(v_from, 'un' || v_merge, v_at);
  RETURN jsonb_build_object('outcome', 'done');
END
$$;

-- Which company a company belongs to; NULL for none. Refused where it would belong to itself by way of others.
CREATE FUNCTION set_parent_company(p_child text, p_parent text, p_by text, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_above text := p_parent;
BEGIN
  PERFORM lock_name('company-relations');
  WHILE v_above IS NOT NULL LOOP
    IF v_above = p_child THEN
      RETURN false;
    END IF;
    SELECT parent_id INTO v_above FROM company_relations WHERE child_id = v_above;
  END LOOP;
  INSERT INTO company_relations(child_id, parent_id, created_by, created_at) VALUES (p_child, p_parent, p_by, p_at)
  ON CONFLICT (child_id) DO UPDATE SET parent_id = EXCLUDED.parent_id, created_by = EXCLUDED.created_by, created_at = EXCLUDED.created_at;
  RETURN true;
END
$$;

RESET ROLE;
