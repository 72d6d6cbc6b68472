-- Four group roles: owner of the tables, the API, the worker, and partner reads. A process connects with a login of its
-- own and takes one of them (`options=-c role=…`); logins and passwords are the operator's.
DO $$
DECLARE
  v_role text;
BEGIN
  FOREACH v_role IN ARRAY ARRAY['fairlead_owner', 'fairlead_api', 'fairlead_worker', 'fairlead_partner'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- roles belong to the cluster: another database made it
    END;
    EXECUTE format('GRANT %I TO CURRENT_USER', v_role);
  END LOOP;
END
$$;

GRANT CREATE, USAGE ON SCHEMA public TO fairlead_owner;
GRANT USAGE ON SCHEMA public TO fairlead_api, fairlead_worker, fairlead_partner;
SET ROLE fairlead_owner;

-- CreateSchema

-- CreateTable
CREATE TABLE "partners" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "tier" TEXT NOT NULL DEFAULT 'standard',
    "manager_id" TEXT,
    "payout_currency" TEXT,
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolments" (
    "partner_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrolments_pkey" PRIMARY KEY ("partner_id","program_id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "partner_id" TEXT,
    "password_hash" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "quiet_from" TEXT,
    "quiet_to" TEXT,
    "notifications" JSONB NOT NULL DEFAULT '{}',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "capacity" INTEGER,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "working_hours" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rotations" (
    "duty" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "turn" BIGINT NOT NULL,

    CONSTRAINT "rotations_pkey" PRIMARY KEY ("duty","user_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proven_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programs" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "programs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plans" (
    "id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_versions" (
    "id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "rules" JSONB NOT NULL,
    "terms" TEXT NOT NULL,
    "partner_terms" JSONB NOT NULL DEFAULT '{}',
    "drafted_by" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "plan_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "companies" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT,
    "country" TEXT,
    "merged_into_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "companies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_keys" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "company_id" TEXT NOT NULL,

    CONSTRAINT "company_keys_pkey" PRIMARY KEY ("kind","value","company_id")
);

-- CreateTable
CREATE TABLE "referrals" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "intake_no" BIGINT NOT NULL,
    "program_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "partner_tier" TEXT NOT NULL DEFAULT 'standard',
    "submitted_by" JSONB NOT NULL,
    "channel" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "policy_version_id" TEXT NOT NULL,
    "plan_version_id" TEXT,
    "terms" TEXT NOT NULL,
    "prospect_name" TEXT NOT NULL,
    "prospect_email" TEXT,
    "prospect_phone" TEXT,
    "prospect_title" TEXT,
    "company_id" TEXT NOT NULL,
    "company_name" TEXT NOT NULL,
    "company_domain" TEXT,
    "company_country" TEXT,
    "company_region" TEXT,
    "need" TEXT NOT NULL,
    "estimated_amount" BIGINT,
    "estimated_currency" TEXT,
    "product_line" TEXT,
    "project" TEXT,
    "consent_basis" TEXT NOT NULL,
    "consent_at" TIMESTAMPTZ(3),
    "external_ref" TEXT,
    "stage" TEXT NOT NULL,
    "owner_id" TEXT,
    "unassigned" BOOLEAN NOT NULL DEFAULT false,
    "pool_reason" TEXT,
    "clocks" JSONB NOT NULL DEFAULT '[]',
    "next" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "outcome" JSONB,
    "verdict" JSONB,
    "deal" JSONB,
    "quality" INTEGER,
    "feedback" TEXT,
    "previous_referral_id" TEXT,
    "extension" JSONB,
    "crm_record_id" TEXT,
    "transition_no" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "head_hash" TEXT NOT NULL DEFAULT '',
    "story_run_id" TEXT,
    "payments_seen" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referrals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral_contacts" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "title" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "joint_submitters" (
    "referral_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "joint_submitters_pkey" PRIMARY KEY ("user_id", "referral_id")
);

-- CreateTable
CREATE TABLE "contact_attempts" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "message" TEXT,
    "note" TEXT,
    "by_user_id" TEXT NOT NULL,

    CONSTRAINT "contact_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_entries" (
    "referral_id" TEXT NOT NULL,
    "intake_no" BIGINT NOT NULL,
    "company_id" TEXT NOT NULL,
    "product_line" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "waiting_since" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "release_reason" TEXT,
    "passes_on" BOOLEAN,
    "reserved_by" TEXT,
    "told_position" INTEGER,
    "found_late" BOOLEAN NOT NULL DEFAULT false,
    "until_decided" BOOLEAN NOT NULL DEFAULT false,
    "regained" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "queue_entries_pkey" PRIMARY KEY ("referral_id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "from_stage" TEXT,
    "to_stage" TEXT,
    "reason_code" TEXT,
    "public_text" TEXT NOT NULL,
    "private_text" TEXT,
    "salt" TEXT,
    "public_digest" TEXT NOT NULL,
    "private_digest" TEXT,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("referral_id","seq")
);

-- CreateTable
CREATE TABLE "transitions" (
    "referral_id" TEXT NOT NULL,
    "transition_no" INTEGER NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "state" JSONB,

    CONSTRAINT "transitions_pkey" PRIMARY KEY ("referral_id","transition_no")
);

-- CreateTable
CREATE TABLE "commands" (
    "id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "referral_id" TEXT,
    "run_id" TEXT,
    "name" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "payload" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "code" TEXT,
    "detail" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "commands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_records" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "resource_id" TEXT,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_records_pkey" PRIMARY KEY ("caller","key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "dead_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commissions" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "deal_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "accrual_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "payout_currency" TEXT,
    "rate_id" TEXT,
    "converted_at" TIMESTAMPTZ(3),
    "accrued_at" TIMESTAMPTZ(3) NOT NULL,
    "payable_from" TIMESTAMPTZ(3) NOT NULL,
    "hold_over" BOOLEAN NOT NULL DEFAULT false,
    "plan_version_id" TEXT NOT NULL,
    "payee_fingerprint" TEXT,
    "content_hash" TEXT NOT NULL,
    "approvals_required" INTEGER,
    "approve_from" TIMESTAMPTZ(3),
    "approve_by" TIMESTAMPTZ(3),
    "approve_met_at" TIMESTAMPTZ(3),
    "explanation" JSONB NOT NULL,
    "adjusts" TEXT,
    "reduces" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "case_id" TEXT,
    "correction_id" TEXT,
    "corrected_minor" BIGINT,
    "corrected" JSONB,
    "corrected_awaits" TEXT,
    "reject_reason" TEXT,
    "frozen_for" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "frozen_at" TIMESTAMPTZ(3),
    "freeze_reason" TEXT,
    "clawed_before_minor" BIGINT NOT NULL DEFAULT 0,
    "clawed_after_minor" BIGINT NOT NULL DEFAULT 0,
    "clawed_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "commissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commission_approvals" (
    "commission_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "command_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commission_approvals_pkey" PRIMARY KEY ("commission_id","user_id","content_hash")
);

-- CreateTable
CREATE TABLE "commission_exclusions" (
    "commission_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "commission_exclusions_pkey" PRIMARY KEY ("commission_id","user_id","reason")
);

-- CreateTable
CREATE TABLE "payout_runs" (
    "id" TEXT NOT NULL,
    "rail" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "cut_off" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "prepared_by" TEXT NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "released_by" TEXT,
    "released_at" TIMESTAMPTZ(3),
    "reference" TEXT,
    "settled_on" DATE,
    "excluded" JSONB NOT NULL DEFAULT '[]',
    "file_key_id" TEXT,
    "file_sealed" BYTEA,
    "file_hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "payout_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_items" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "payee_fingerprint" TEXT,
    "state" TEXT NOT NULL,
    "excluded_reason" TEXT,
    "rail_reference" TEXT,

    CONSTRAINT "payout_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout_item_lines" (
    "item_id" TEXT NOT NULL,
    "commission_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "open" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "payout_item_lines_pkey" PRIMARY KEY ("item_id","commission_id")
);

-- CreateTable
CREATE TABLE "rail_intents" (
    "item_id" TEXT NOT NULL,
    "rail" TEXT NOT NULL,
    "taken_by" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT,

    CONSTRAINT "rail_intents_pkey" PRIMARY KEY ("item_id")
);

-- CreateTable
CREATE TABLE "rail_payments" (
    "item_id" TEXT NOT NULL,
    "rail" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rail_payments_pkey" PRIMARY KEY ("item_id")
);

-- CreateTable
CREATE TABLE "ledger_accounts" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "partner_id" TEXT,
    "currency" TEXT NOT NULL,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_journals" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "reverses" TEXT,
    "period" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_tx" BIGINT NOT NULL,

    CONSTRAINT "ledger_journals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "journal_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("journal_id","position")
);

-- CreateTable
CREATE TABLE "crm_accounts" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "domain" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crm_records" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "referral_number" TEXT,
    "partner_id" TEXT,
    "partner_name" TEXT,
    "credit" TEXT,
    "claim_expires_at" TIMESTAMPTZ(3),
    "link" TEXT,
    "owner_email" TEXT,
    "deal_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changed_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "crm_records_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "enrolments_program_id_idx" ON "enrolments"("program_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- People are found by their address however it is written: by a CRM, in a mail.
CREATE INDEX "users_lower_email" ON "users"(lower("email"));

-- CreateIndex
CREATE INDEX "users_partner_id_idx" ON "users"("partner_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE INDEX "api_keys_partner_id_idx" ON "api_keys"("partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_versions_program_id_version_key" ON "policy_versions"("program_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "plans_program_id_name_key" ON "plans"("program_id", "name");

-- CreateIndex
CREATE INDEX "plan_versions_program_id_published_at_idx" ON "plan_versions"("program_id", "published_at");

-- CreateIndex
CREATE UNIQUE INDEX "plan_versions_plan_id_version_key" ON "plan_versions"("plan_id", "version");

-- CreateIndex
CREATE INDEX "company_keys_company_id_idx" ON "company_keys"("company_id");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_number_key" ON "referrals"("number");

-- CreateIndex
CREATE UNIQUE INDEX "referrals_intake_no_key" ON "referrals"("intake_no");

-- CreateIndex
CREATE INDEX "referrals_partner_id_stage_idx" ON "referrals"("partner_id", "stage");

-- CreateIndex
CREATE INDEX "referrals_owner_id_stage_idx" ON "referrals"("owner_id", "stage");

-- CreateIndex
CREATE INDEX "referrals_stage_due_at_idx" ON "referrals"("stage", "due_at");

-- CreateIndex
CREATE INDEX "referrals_company_id_idx" ON "referrals"("company_id");

-- CreateIndex
CREATE INDEX "referrals_updated_at_id_idx" ON "referrals"("updated_at", "id");

-- CreateIndex
CREATE INDEX "referral_contacts_referral_id_idx" ON "referral_contacts"("referral_id");

-- CreateIndex
CREATE INDEX "contact_attempts_referral_id_at_idx" ON "contact_attempts"("referral_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "queue_entries_intake_no_key" ON "queue_entries"("intake_no");

-- CreateIndex
CREATE INDEX "queue_entries_company_id_intake_no_idx" ON "queue_entries"("company_id", "intake_no");

-- CreateIndex
CREATE UNIQUE INDEX "events_id_key" ON "events"("id");

-- CreateIndex
CREATE INDEX "commands_workflow_id_state_idx" ON "commands"("workflow_id", "state");

-- CreateIndex
CREATE INDEX "idempotency_records_created_at_idx" ON "idempotency_records"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "commissions_accrual_key_key" ON "commissions"("accrual_key");

-- CreateIndex
CREATE INDEX "commissions_referral_id_idx" ON "commissions"("referral_id");

-- CreateIndex
CREATE INDEX "commissions_partner_id_state_idx" ON "commissions"("partner_id", "state");

-- CreateIndex
CREATE INDEX "commissions_state_currency_payable_from_idx" ON "commissions"("state", "currency", "payable_from");

-- CreateIndex
CREATE INDEX "payout_runs_state_idx" ON "payout_runs"("state");

-- CreateIndex
CREATE INDEX "payout_items_run_id_idx" ON "payout_items"("run_id");

-- CreateIndex
CREATE INDEX "payout_item_lines_commission_id_idx" ON "payout_item_lines"("commission_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_journals_idempotency_key_key" ON "ledger_journals"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_journals_reverses_key" ON "ledger_journals"("reverses");

-- CreateIndex
CREATE INDEX "ledger_journals_source_idx" ON "ledger_journals"("source");

-- CreateIndex
CREATE INDEX "ledger_journals_period_idx" ON "ledger_journals"("period");

-- CreateIndex
CREATE INDEX "ledger_entries_account_id_idx" ON "ledger_entries"("account_id");

-- CreateIndex
CREATE INDEX "crm_accounts_domain_idx" ON "crm_accounts"("domain");

-- CreateIndex
CREATE INDEX "crm_accounts_name_key_idx" ON "crm_accounts"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "crm_records_referral_number_key" ON "crm_records"("referral_number");

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plans" ADD CONSTRAINT "plans_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_keys" ADD CONSTRAINT "company_keys_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commission_approvals" ADD CONSTRAINT "commission_approvals_commission_id_fkey" FOREIGN KEY ("commission_id") REFERENCES "commissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commission_exclusions" ADD CONSTRAINT "commission_exclusions_commission_id_fkey" FOREIGN KEY ("commission_id") REFERENCES "commissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_items" ADD CONSTRAINT "payout_items_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "payout_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_item_lines" ADD CONSTRAINT "payout_item_lines_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "payout_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_journals" ADD CONSTRAINT "ledger_journals_reverses_fkey" FOREIGN KEY ("reverses") REFERENCES "ledger_journals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "ledger_journals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One claim per company and product line, whatever the code believes.
CREATE UNIQUE INDEX "queue_entries_one_holder" ON "queue_entries"("company_id", "product_line") WHERE "state" = 'held';
CREATE INDEX "outbox_open_mails" ON "outbox"("id") WHERE "kind" = 'mail' AND "done_at" IS NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_open_others" ON "outbox"("id") WHERE "kind" <> 'mail' AND "done_at" IS NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_open_by_group" ON "outbox"("group_key", "id") WHERE "done_at" IS NULL AND "dead_at" IS NULL;
CREATE INDEX "outbox_open_command" ON "outbox"(("payload"->>'commandId')) WHERE "kind" = 'deliver_command' AND "done_at" IS NULL;
CREATE INDEX "commands_pending" ON "commands"("created_at") WHERE "state" = 'pending';
CREATE SEQUENCE "intake_no_seq";
CREATE SEQUENCE "rotation_turn_seq";

-- Grants: everybody inside reads; what is recorded is never changed (events, approvals, ledger). "All tables" includes
-- the migrations' own, which belongs to the login.
RESET ROLE;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO fairlead_api, fairlead_worker;
SET ROLE fairlead_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE ON "partners", "enrolments", "users", "sessions", "api_keys", "programs", "policy_versions", "plans",
  "plan_versions", "companies", "company_keys", "referrals", "referral_contacts", "queue_entries", "commands",
  "idempotency_records", "outbox", "commissions", "payout_runs", "payout_items", "payout_item_lines" TO fairlead_api;
GRANT INSERT ON "events", "joint_submitters" TO fairlead_api;
GRANT DELETE ON "sessions", "idempotency_records" TO fairlead_api;
GRANT INSERT, UPDATE ON "rotations", "companies", "company_keys", "referrals", "referral_contacts", "contact_attempts",
  "queue_entries", "transitions", "commands", "outbox", "commissions", "payout_runs", "payout_items", "payout_item_lines",
  "rail_intents", "rail_payments", "ledger_accounts", "crm_accounts", "crm_records" TO fairlead_worker;
GRANT INSERT ON "events", "commission_approvals", "commission_exclusions", "ledger_journals", "ledger_entries" TO fairlead_worker;
GRANT SELECT ON "partners", "enrolments", "programs", "policy_versions", "plans", "plan_versions", "users", "referrals",
  "referral_contacts", "joint_submitters", "contact_attempts", "queue_entries", "events", "commands", "commissions",
  "commission_approvals", "payout_runs", "payout_items", "payout_item_lines" TO fairlead_partner;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'FL010';
END
$$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON "events" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

RESET ROLE;
