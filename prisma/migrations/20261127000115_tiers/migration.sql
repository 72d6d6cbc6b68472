-- The monthly check of tiers: what a partner has won in its programs within twelve months, and the tier that it has since.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "tier_checks" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "from_tier" TEXT NOT NULL,
    "to_tier" TEXT NOT NULL,
    "program_id" TEXT,
    "revenue" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tier_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tier_checks_partner_id_month_key" ON "tier_checks"("partner_id", "month");

-- AddForeignKey
ALTER TABLE "tier_checks" ADD CONSTRAINT "tier_checks_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "tier_checks" ADD CONSTRAINT "tier_checks_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE tier_checks ADD CONSTRAINT tier_checks_month CHECK (extract(day FROM month) = 1);
ALTER TABLE tier_checks ADD CONSTRAINT tier_checks_change CHECK ((from_tier = to_tier) = (program_id IS NULL));

GRANT SELECT ON "tier_checks" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "tier_checks" TO fairlead_worker;
GRANT UPDATE ("tier") ON "partners" TO fairlead_worker;

CREATE TRIGGER tier_checks_append_only BEFORE UPDATE OR DELETE ON tier_checks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tier_checks_no_truncate BEFORE TRUNCATE ON tier_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a partner's referrals in a program have won in the twelve months before a day, by currency: deals as they are known by now, less
-- what was refunded of them by now.
CREATE FUNCTION won_before(p_partner text, p_program text, p_day date) RETURNS TABLE (currency text, amount_minor numeric) LANGUAGE sql STABLE AS $$
  SELECT d.deal->'amount'->>'currency', sum(greatest((d.deal->'amount'->>'amount')::numeric - f.refunded, 0))
  FROM referrals r
  CROSS JOIN LATERAL (SELECT known_deal(r) AS deal) d
  CROSS JOIN LATERAL (SELECT coalesce(sum(amount_minor), 0) AS refunded FROM deal_refunds WHERE deal_key = deal_key(r.deal->>'dealId')) f
  WHERE r.partner_id = p_partner AND r.program_id = p_program AND r.stage = 'won' AND r.deal IS NOT NULL
    AND (d.deal->>'closedOn')::date >= p_day - interval '12 months' AND (d.deal->>'closedOn')::date < p_day
  GROUP BY 1
$$;

-- Active programs of a partner whose policy in force has tiers.
CREATE FUNCTION programs_with_tiers(p_partner text) RETURNS TABLE (program_id text, currency text, tiers jsonb) LANGUAGE sql STABLE AS $$
  SELECT g.id, g.currency, v.body->'tiers' FROM enrolments e JOIN programs g ON g.id = e.program_id
  JOIN LATERAL (SELECT body FROM policy_versions WHERE program_id = g.id AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1) v ON true
  WHERE e.partner_id = p_partner AND e.state = 'active' AND g.state = 'active' AND coalesce(v.body->'tiers', '[]') <> '[]'
$$;

-- What the rule of domain/commission/tiers.ts looks at, program by program: {programId, currency, tiers, won: {amount as text, currency}[],
-- rates as ConfirmedRate}.
CREATE FUNCTION tier_facts(p_partner text, p_day date, p_at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('programId', p.program_id, 'currency', p.currency, 'tiers', p.tiers,
    'won', (SELECT coalesce(jsonb_agg(jsonb_build_object('amount', w.amount_minor::text, 'currency', w.currency) ORDER BY w.currency), '[]')
      FROM won_before(p_partner, p.program_id, p_day) w),
    'rates', usable_rates(p.currency, p_at)) ORDER BY p.program_id), '[]')
  FROM programs_with_tiers(p_partner) p
$$;

-- The same for the partner that reads, of now. It takes no argument, so it cannot be asked for another partner.
CREATE FUNCTION own_tier_facts() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT tier_facts(current_setting('app.partner_id', true), (now() AT TIME ZONE 'UTC')::date + 1, now())
$$;
REVOKE ALL ON FUNCTION own_tier_facts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_tier_facts() TO fairlead_partner;

-- Writes a check, once for each partner and month; a change puts the partner into its tier and tells it. The caller holds the row of the
-- partner. p: {id, partnerId, month, from, to, programId, revenue, facts, at}; whether it was this one.
CREATE FUNCTION record_tier_check(p jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO tier_checks(id, partner_id, month, from_tier, to_tier, program_id, revenue, checked_at)
  VALUES (p->>'id', p->>'partnerId', (p->>'month')::date, p->>'from', p->>'to', p->>'programId', p->'revenue', (p->>'at')::timestamptz)
  ON CONFLICT (partner_id, month) DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF p->>'to' <> p->>'from' THEN
    UPDATE partners SET tier = p->>'to' WHERE id = p->>'partnerId';
    PERFORM tell_partner_of_payee(p->>'id', p->>'partnerId', jsonb_build_object('text', 'tier_reached', 'facts', p->'facts'), NULL);
  END IF;
  RETURN true;
END
$$;

RESET ROLE;
