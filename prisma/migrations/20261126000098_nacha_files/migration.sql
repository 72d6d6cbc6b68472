-- Which file of its day the ACH file of a run is: its bank tells them by a letter.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "nacha_files" (
    "run_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_on" DATE NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "nacha_files_pkey" PRIMARY KEY ("run_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "nacha_files_made_on_number_key" ON "nacha_files"("made_on", "number");

-- AddForeignKey
ALTER TABLE "nacha_files" ADD CONSTRAINT "nacha_files_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "payout_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "nacha_files" ADD CONSTRAINT "nacha_files_number" CHECK ("number" BETWEEN 1 AND 26);
CREATE TRIGGER nacha_files_append_only BEFORE UPDATE OR DELETE ON "nacha_files" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER nacha_files_no_truncate BEFORE TRUNCATE ON "nacha_files" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "nacha_files" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "nacha_files" TO fairlead_worker;

RESET ROLE;
