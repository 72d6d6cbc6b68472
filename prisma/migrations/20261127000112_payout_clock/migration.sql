-- By when the run of a period is to be settled, how a period of more lines than a run may have is divided, and which periods could
-- not be closed.
SET ROLE fairlead_owner;

-- AlterTable
ALTER TABLE "payout_runs" ADD COLUMN "part" INTEGER,
ADD COLUMN "pay_by" TIMESTAMPTZ(3),
ADD COLUMN "late_at" TIMESTAMPTZ(3);

ALTER TABLE payout_runs ADD CONSTRAINT payout_runs_of_a_period CHECK ((program_id IS NULL) = (part IS NULL) AND (program_id IS NULL) = (pay_by IS NULL)
  AND (program_id IS NULL) = (pay_day IS NULL) AND part > 0);

-- CreateTable
CREATE TABLE "payout_period_failures" (
    "program_id" TEXT NOT NULL,
    "cut_off" TIMESTAMPTZ(3) NOT NULL,
    "pay_day" DATE NOT NULL,
    "cut_off_day" DATE NOT NULL,
    "cause" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "payout_period_failures_pkey" PRIMARY KEY ("program_id","cut_off","pay_day")
);

-- CreateIndex
CREATE UNIQUE INDEX "payout_runs_program_id_rail_currency_cut_off_pay_day_part_key" ON "payout_runs"("program_id", "rail", "currency", "cut_off", "pay_day", "part");

-- AddForeignKey
ALTER TABLE "payout_period_failures" ADD CONSTRAINT "payout_period_failures_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT ON "payout_period_failures" TO fairlead_api, fairlead_worker;
GRANT INSERT, UPDATE ON "payout_period_failures" TO fairlead_worker;

-- A run that is to be settled and is not.
CREATE FUNCTION is_unsettled(p_run payout_runs) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_run.state IN ('draft', 'prepared', 'released', 'submitted')
$$;

-- Its pay day is over, and it is not settled.
CREATE FUNCTION is_late(p_run payout_runs) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_run.late_at IS NOT NULL AND is_unsettled(p_run)
$$;

-- Everybody who prepares or releases runs reads once that the run of a period was not settled by the end of its pay day. A run that
-- somebody decides about at this moment is looked at the next time. How many there were.
CREATE FUNCTION tell_late_runs(p_at timestamptz) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_run payout_runs;
  v_facts jsonb;
  v_told int := 0;
BEGIN
  FOR v_run IN SELECT * FROM payout_runs r WHERE late_at IS NULL AND pay_by <= p_at AND is_unsettled(r) ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED LOOP
    UPDATE payout_runs SET late_at = p_at WHERE id = v_run.id;
    SELECT jsonb_build_object('runId', v_run.id, 'amountMinor', coalesce(sum(i.amount_minor), 0), 'currency', v_run.currency, 'partners', count(*),
      'payDay', v_run.pay_day, 'runState', v_run.state) INTO v_facts
    FROM payout_items i WHERE i.run_id = v_run.id AND i.state IN ('prepared', 'released', 'submitted');
    PERFORM tell_finance(v_run.id, jsonb_build_object('text', 'payout_late', 'facts', v_facts));
    v_told := v_told + 1;
  END LOOP;
  RETURN v_told;
END
$$;

-- How the promise to pay on the pay day of a period came out, once for each partner and run, in the form of clock_results: kept on the
-- day on which the bank has paid, missed at the end of the pay day; decided after p_since and until p_at. A run that was late stays so
-- when it is cancelled. None was given of what was set off, taken out with a reason, or refused by the rail.
CREATE FUNCTION payout_results(p_since timestamptz, p_at timestamptz)
RETURNS TABLE (kind text, program_id text, partner_id text, owner_id text, decided_at timestamptz, kept boolean, kept_without_pauses boolean)
LANGUAGE sql STABLE AS $$
  WITH outcome AS (
    SELECT r.program_id, i.partner_id, r.pay_by, i.paid_on, i.paid_on <= r.pay_day AS kept
    FROM payout_runs r JOIN payout_items i ON i.run_id = r.id
    WHERE r.pay_by > p_since AND (i.paid_on IS NOT NULL OR i.state IN ('prepared', 'released', 'submitted')
      OR (i.state = 'cancelled' AND r.late_at IS NOT NULL))
  ), decided AS (
    SELECT o.*, CASE WHEN o.kept THEN o.paid_on::timestamp AT TIME ZONE 'UTC' ELSE o.pay_by END AS at FROM outcome o
  )
  SELECT 'payout', d.program_id, d.partner_id, NULL, d.at, coalesce(d.kept, false), coalesce(d.kept, false) FROM decided d
  WHERE d.at > p_since AND d.at <= p_at
$$;

-- The rule of domain/commission/minimum.ts for what the next draft would pay to a partner, of each of its lines that are not paid yet:
-- {soFar, minimum} in minor units, netted; no row where that is enough. Counted as a draft counts: lines of the same program, calendar and
-- currency that no gate holds. Before a line itself is payable it counts with what would be carried over to it, since what is enough by
-- then is paid without it. In one look at all of them: a partner may have a line for each of many payments.
CREATE FUNCTION payouts_so_far(p_partner text) RETURNS TABLE (commission_id text, so_far jsonb) LANGUAGE sql STABLE AS $$
  WITH line AS (
    SELECT c.id, c.currency, c.program_id, v.body->'payoutCalendar' AS calendar, c.state NOT IN ('approved', 'returned') AND c.payable_from > now() AS early,
      c.state IN ('approved', 'returned') AND NOT held_by_gate(coalesce(v.body->'gates', '[]'), c.partner_id, c.program_id, r.submitted_at, c.id, now()) AS counts,
      payable_minor(c) - netted_of(c.id) AS amount, coalesce(minimum_payout(v.body, c.currency), 0) AS least
    FROM commissions c JOIN referrals r ON r.id = c.referral_id JOIN policy_versions v ON v.id = r.policy_version_id
    WHERE c.partner_id = p_partner AND c.state IN ('holding', 'awaiting_approval', 'approved', 'returned') AND NOT c.reduces
  ), debt AS (
    SELECT currency, (SELECT coalesce(sum(o.owed), 0) FROM debts_of(p_partner, currency) AS o) AS owed FROM line GROUP BY currency
  ), payout AS (
    SELECT line.*, owed, coalesce(sum(amount) FILTER (WHERE counts) OVER together, 0) AS due, min(least) FILTER (WHERE counts) OVER together AS due_from
    FROM line JOIN debt USING (currency) WINDOW together AS (PARTITION BY currency, program_id, calendar)
  ), counted AS (
    SELECT id, CASE WHEN counts THEN due - owed WHEN early AND due - owed >= due_from THEN amount ELSE due + amount - owed END AS due,
      CASE WHEN counts THEN due_from WHEN early AND due - owed >= due_from THEN least ELSE least(due_from, least) END AS least
    FROM payout
  )
  SELECT id, jsonb_build_object('soFar', due, 'minimum', least) FROM counted WHERE due > 0 AND due < least
$$;

-- By which a partner is told a pay day; NULL while a gate of the policy or the minimum payout holds a line of the referral back, since
-- nothing is promised then.
CREATE FUNCTION calendar_unless_held(p_policy jsonb, p_referral text, p_partner text, p_program text, p_received timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN NOT held_by_gate(coalesce(p_policy->'gates', '[]'), p_partner, p_program, p_received, NULL, now())
    AND (coalesce(p_policy->'minimumPayout', '[]') = '[]' OR NOT EXISTS (SELECT 1 FROM payouts_so_far(p_partner) s JOIN commissions c ON c.id = s.commission_id
      WHERE c.referral_id = p_referral))
    THEN p_policy->'payoutCalendar' END;
END
$$;

RESET ROLE;
