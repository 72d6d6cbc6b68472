-- What the bank says of a run: its statements, and which item each line of them is about.
SET ROLE fairlead_owner;

-- AlterTable
ALTER TABLE "payout_items" ADD COLUMN "paid_on" DATE,
ADD COLUMN "returned_on" DATE,
ADD COLUMN "bank_reference" TEXT,
ADD COLUMN "return_reason" TEXT;

-- CreateTable
CREATE TABLE "payout_statements" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "findings" JSONB,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "payout_statements_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payout_statements_run_id_file_hash_key" ON "payout_statements"("run_id", "file_hash");

-- AddForeignKey
ALTER TABLE "payout_statements" ADD CONSTRAINT "payout_statements_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "payout_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT ON "payout_statements" TO fairlead_api;
GRANT SELECT ON "payout_statements" TO fairlead_worker;
GRANT UPDATE ("findings", "applied_at") ON "payout_statements" TO fairlead_worker;

-- What the bank said stays as it was, and so does what was made of it.
CREATE FUNCTION guard_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.findings IS NOT NULL OR (NEW.id, NEW.run_id, NEW.file_name, NEW.file_hash, NEW.lines, NEW.uploaded_by, NEW.uploaded_at)
     IS DISTINCT FROM (OLD.id, OLD.run_id, OLD.file_name, OLD.file_hash, OLD.lines, OLD.uploaded_by, OLD.uploaded_at) THEN
    RAISE EXCEPTION 'statement % is what the bank said', OLD.id USING ERRCODE = 'FL014';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payout_statements_guard BEFORE UPDATE ON payout_statements FOR EACH ROW EXECUTE FUNCTION guard_statement();
CREATE TRIGGER payout_statements_stay BEFORE DELETE ON payout_statements FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An item goes one way, too: what came back or was refused is never paid by the same item again.
CREATE FUNCTION guard_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('prepared>excluded', 'prepared>released', 'prepared>cancelled',
     'prepared>netted', 'excluded>prepared', 'excluded>cancelled', 'released>submitted', 'released>refused', 'submitted>paid', 'submitted>returned', 'paid>returned') THEN
    RAISE EXCEPTION 'item % cannot go from % to %', NEW.id, OLD.state, NEW.state USING ERRCODE = 'FL014';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payout_items_guard BEFORE UPDATE ON payout_items FOR EACH ROW EXECUTE FUNCTION guard_item();

RESET ROLE;
