-- When a program pays, its periods, and runs that make themselves.
SET ROLE fairlead_owner;

-- AlterTable
ALTER TABLE "payout_runs" ADD COLUMN "cut_off_day" DATE,
ADD COLUMN "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "pay_day" DATE,
ADD COLUMN "program_id" TEXT,
ALTER COLUMN "prepared_by" DROP NOT NULL,
ALTER COLUMN "prepared_at" DROP NOT NULL,
ADD CONSTRAINT "payout_runs_by_a_person" CHECK ("prepared_by" IS NOT NULL OR "state" IN ('draft', 'cancelled'));

-- CreateTable
CREATE TABLE "payout_periods" (
    "program_id" TEXT NOT NULL,
    "cut_off" TIMESTAMPTZ(3) NOT NULL,
    "pay_day" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payout_periods_pkey" PRIMARY KEY ("program_id","cut_off","pay_day")
);

-- AddForeignKey
ALTER TABLE "payout_runs" ADD CONSTRAINT "payout_runs_program_id_cut_off_pay_day_fkey" FOREIGN KEY ("program_id", "cut_off", "pay_day") REFERENCES "payout_periods"("program_id", "cut_off", "pay_day") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_periods" ADD CONSTRAINT "payout_periods_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "programs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT ON "payout_periods" TO fairlead_api;
GRANT SELECT, INSERT ON "payout_periods" TO fairlead_worker;

-- A period is closed once and for good, whoever makes its drafts.
CREATE TRIGGER payout_periods_append_only BEFORE UPDATE OR DELETE ON payout_periods FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Everybody who prepares runs reads once that there is one to look at.
CREATE FUNCTION tell_of_draft(p_run text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_facts jsonb;
BEGIN
  SELECT jsonb_build_object('runId', r.id, 'amountMinor', sum(i.amount_minor), 'currency', r.currency, 'partners', count(*),
    'cutOffDay', r.cut_off_day, 'payDay', r.pay_day) INTO v_facts
  FROM payout_runs r JOIN payout_items i ON i.run_id = r.id WHERE r.id = p_run GROUP BY r.id;
  PERFORM tell_finance(p_run, jsonb_build_object('text', 'payout_drafted', 'facts', v_facts), ARRAY['finance_preparer']);
END
$$;

RESET ROLE;
