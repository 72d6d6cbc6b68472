-- What the built-in CRM knows of a company: contacts, leads, deals, purchases and activities; and the one question that
-- the check asks of us before it asks a CRM.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "crm_contacts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_key" TEXT,

    CONSTRAINT "crm_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_leads" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "domain" TEXT,
    "email" TEXT,
    "email_key" TEXT,

    CONSTRAINT "crm_leads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_deals" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_email" TEXT,
    "product_line" TEXT,
    "open" BOOLEAN NOT NULL DEFAULT true,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "referral_number" TEXT,
    "won" BOOLEAN NOT NULL DEFAULT false,
    "amount_minor" BIGINT,
    "currency" TEXT,
    "closed_on" DATE,

    CONSTRAINT "crm_deals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_purchases" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "product_line" TEXT,
    "bought_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "crm_purchases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_activities" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_email" TEXT,
    "team" TEXT,
    "done" BOOLEAN NOT NULL DEFAULT true,
    "addressees" INTEGER NOT NULL DEFAULT 1,
    "automated" BOOLEAN NOT NULL DEFAULT false,
    "referral_number" TEXT,

    CONSTRAINT "crm_activities_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "crm_contacts_email_key_idx" ON "crm_contacts"("email_key");

-- CreateIndex
CREATE INDEX "crm_leads_domain_idx" ON "crm_leads"("domain");

-- CreateIndex
CREATE INDEX "crm_leads_email_key_idx" ON "crm_leads"("email_key");

-- CreateIndex
CREATE INDEX "crm_leads_name_key_idx" ON "crm_leads"("name_key");

-- CreateIndex
CREATE INDEX "crm_deals_account_id_idx" ON "crm_deals"("account_id");

-- CreateIndex
CREATE INDEX "crm_deals_referral_number_idx" ON "crm_deals"("referral_number");

-- CreateIndex
CREATE INDEX "crm_purchases_account_id_idx" ON "crm_purchases"("account_id");

-- CreateIndex
CREATE INDEX "crm_activities_account_id_at_idx" ON "crm_activities"("account_id", "at");

GRANT SELECT ON "crm_contacts", "crm_leads", "crm_deals", "crm_purchases", "crm_activities" TO fairlead_api, fairlead_worker;
GRANT UPDATE ("referral_number") ON "crm_deals" TO fairlead_worker;

-- Who of the house owned referrals of this company, from when until when, by their address; all but the one named.
CREATE FUNCTION own_work_on(p_company text, p_but text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('by', lower(u.email), 'from', iso_ms(w.at), 'until', iso_ms(w.until))), '[]')
  FROM (SELECT e.at, (e.public_text::jsonb)->>'ownerId' AS owner_id, (SELECT later.at FROM events later
        WHERE later.referral_id = e.referral_id AND later.seq > e.seq
          AND (later.type = 'owner.assigned' OR NOT is_open_stage(coalesce(later.to_stage, 'submitted')))
        ORDER BY later.seq LIMIT 1) AS until
      FROM referrals other JOIN events e ON e.referral_id = other.id AND e.type = 'owner.assigned'
      WHERE other.company_id IN (SELECT company_records(company_of(p_company))) AND other.id IS DISTINCT FROM p_but
      ORDER BY e.at DESC LIMIT 200) AS w
  JOIN users u ON u.id = w.owner_id
$$;

-- By what a company is looked for in a CRM.
CREATE FUNCTION crm_keys_of(p_company text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'value', k.value)), '[]')
  FROM (SELECT kind, value FROM company_keys WHERE company_id IN (SELECT company_records(company_of(p_company))) AND kind IN ('domain', 'email', 'name')
    ORDER BY kind, value LIMIT 50) AS k
$$;

-- All that the check has to know of a referral before it asks what the vendor knows of the company: whom to look for, by
-- which rules, and who of the house worked on earlier referrals of it.
CREATE FUNCTION vendor_question(p_referral text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('number', mine.number, 'submittedAt', iso_ms(mine.submitted_at), 'productLine', mine.product_line,
    'policy', v.body, 'keys', crm_keys_of(mine.company_id), 'ownWork', own_work_on(mine.company_id, mine.id))
  FROM referrals mine JOIN policy_versions v ON v.id = mine.policy_version_id WHERE mine.id = p_referral
$$;

-- Whether another referral stands before this one in the line of its company.
CREATE FUNCTION stands_behind(p_referral text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT is_blocked(q) FROM queue_entries q WHERE q.referral_id = p_referral
$$;

RESET ROLE;
