-- Open deals of the CRM with a company that a partner has registered, which are not the deal of that referral. What is found
-- is kept here and resolved by a case of the kind `parallel_deal`.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "parallel_deals" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "owner_email" TEXT,
    "owner_id" TEXT,
    "product_line" TEXT,
    "opened_at" TIMESTAMPTZ(3),
    "proven" BOOLEAN NOT NULL,
    "before" BOOLEAN NOT NULL,
    "found_by" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "case_id" TEXT,
    "answer" TEXT,
    "reason" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "written_at" TIMESTAMPTZ(3),
    "tried_at" TIMESTAMPTZ(3),
    "refusals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "parallel_deals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "parallel_deals_case_id_key" ON "parallel_deals"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "parallel_deals_referral_id_deal_id_key" ON "parallel_deals"("referral_id", "deal_id");

CREATE INDEX parallel_deals_deal ON "parallel_deals"(deal_key("deal_id"));

-- AddForeignKey
ALTER TABLE "parallel_deals" ADD CONSTRAINT "parallel_deals_referral_id_fkey" FOREIGN KEY ("referral_id") REFERENCES "referrals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "parallel_deals" ADD CONSTRAINT "parallel_deals_found_by" CHECK ("found_by" IN ('record', 'opportunity', 'sweep'));
ALTER TABLE "parallel_deals" ADD CONSTRAINT "parallel_deals_answer" CHECK ("answer" IN ('linked', 'other_business'));
CREATE TRIGGER parallel_deals_stay BEFORE DELETE ON "parallel_deals" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER parallel_deals_no_truncate BEFORE TRUNCATE ON "parallel_deals" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Partners never read whose deal it is.
GRANT SELECT ON "parallel_deals" TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE ON "parallel_deals" TO fairlead_worker;

-- What a second look at the CRM asks by. `undecided`: the rules alone have accepted it, and nobody has spoken with the company
-- yet. `settled`: deals that were found before, and the one that a person of the house has decided about.
CREATE FUNCTION second_look(p_referral text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('number', mine.number, 'submittedAt', iso_ms(mine.submitted_at), 'productLine', mine.product_line,
    'policy', v.body, 'keys', crm_keys_of(mine.company_id),
    'undecided', mine.stage = 'accepted' AND NOT decided.by_person,
    'settled', (SELECT coalesce(jsonb_agg(d.deal_id), '[]') FROM parallel_deals d WHERE d.referral_id = mine.id)
      || CASE WHEN decided.by_person AND mine.verdict->'vendor'->'finding'->>'source' = 'crm_deal'
        THEN jsonb_build_array(mine.verdict->'vendor'->'finding'->'id') ELSE '[]' END)
  FROM referrals mine JOIN policy_versions v ON v.id = mine.policy_version_id,
    LATERAL (SELECT EXISTS (SELECT 1 FROM events e WHERE e.referral_id = mine.id AND (e.type = 'referral.reopened'
      OR e.type = 'referral.accepted' AND EXISTS (SELECT 1 FROM users u WHERE u.id = e.actor_id AND u.partner_id IS NULL)))
      AS by_person) AS decided
  WHERE mine.id = p_referral
$$;

-- Each deal once, with a case that is to be opened; gives how many are new.
-- p_found: {deals: [{id, accountId, owner, productLine, openedAt, proven, before}]}
CREATE FUNCTION note_parallel_deals(p_referral text, p_found jsonb, p_found_by text, p_at timestamptz) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_deal jsonb;
  v_id text;
  v_new int := 0;
BEGIN
  FOR v_deal IN SELECT * FROM jsonb_array_elements(p_found->'deals') LOOP
    v_id := new_id('pdl');
    INSERT INTO parallel_deals(id, referral_id, deal_id, account_id, owner_email, owner_id, product_line, opened_at, proven,
      before, found_by, found_at)
    VALUES (v_id, p_referral, v_deal->>'id', v_deal->>'accountId', v_deal->>'owner',
      (SELECT u.id FROM users u WHERE lower(u.email) = v_deal->>'owner' AND u.partner_id IS NULL AND u.active ORDER BY u.id LIMIT 1),
      v_deal->>'productLine', (v_deal->>'openedAt')::timestamptz, (v_deal->>'proven')::boolean, (v_deal->>'before')::boolean,
      p_found_by, p_at)
    ON CONFLICT (referral_id, deal_id) DO NOTHING;
    IF FOUND THEN
      PERFORM enqueue('open_case', 'referral:' || p_referral, jsonb_build_object('referralId', p_referral,
        'kind', 'parallel_deal', 'besideId', v_id, 'at', iso_ms(p_at)));
      v_new := v_new + 1;
    END IF;
  END LOOP;
  RETURN v_new;
END
$$;

-- The CRM has taken the link; with that it is no stuck work any more, if it was.
CREATE FUNCTION link_written(p_deal text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE parallel_deals SET written_at = clock_timestamp() WHERE id = p_deal AND written_at IS NULL;
  PERFORM settle_failing('failing:link:' || p_deal);
END
$$;

-- The CRM has not taken the link: the others come before it from now on. `p_refusal` NULL: it was silent, which passes; else
-- why it refuses, and people see it with the stuck work until it is taken.
CREATE FUNCTION link_not_written(p_deal text, p_refusal text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_deal parallel_deals;
BEGIN
  UPDATE parallel_deals SET tried_at = clock_timestamp(), refusals = refusals + (p_refusal IS NOT NULL)::int
  WHERE id = p_deal AND written_at IS NULL RETURNING * INTO v_deal;
  IF v_deal.id IS NOT NULL AND p_refusal IS NOT NULL THEN
    PERFORM note_failing('failing:link:' || p_deal, v_deal.referral_id,
      'the CRM refuses the link to deal ' || v_deal.deal_id || ' (' || p_refusal || ')', v_deal.refusals);
  END IF;
END
$$;

RESET ROLE;
