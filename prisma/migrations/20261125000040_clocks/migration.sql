-- Promises and how they came out.
SET ROLE fairlead_owner;

-- ── Outcomes of promises ───────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE "clock_results" (
    "referral_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "program_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "owner_id" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "kept" BOOLEAN NOT NULL,
    "kept_without_pauses" BOOLEAN NOT NULL,

    CONSTRAINT "clock_results_pkey" PRIMARY KEY ("referral_id", "kind", "started_at")
);
CREATE INDEX "clock_results_program_id_decided_at_idx" ON "clock_results"("program_id", "decided_at");

-- Written with the step that kept or missed the promises.
CREATE FUNCTION note_clock_results(p_referral text, p_results jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO clock_results(referral_id, kind, started_at, program_id, partner_id, owner_id, due_at, decided_at, kept,
    kept_without_pauses)
  SELECT p_referral, result->>'kind', (result->>'startedAt')::timestamptz, referral.program_id, referral.partner_id,
    result->>'ownerId', (result->>'dueAt')::timestamptz, (result->>'decidedAt')::timestamptz, (result->>'kept')::boolean,
    (result->>'keptWithoutPauses')::boolean
  FROM jsonb_array_elements(p_results) AS result, referrals AS referral
  WHERE referral.id = p_referral
  ON CONFLICT DO NOTHING
$$;

GRANT SELECT ON "clock_results" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "clock_results" TO fairlead_worker;

RESET ROLE;
