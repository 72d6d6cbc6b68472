-- Who the vendor is, as it stands in documents that it writes: versions by day, of which each document keeps its own.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "vendor_identities" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "legal_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "vat_id" TEXT,
    "valid_from" DATE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vendor_identities_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "vendor_identities_version_key" ON "vendor_identities"("version");

CREATE TRIGGER vendor_identities_append_only BEFORE UPDATE OR DELETE ON vendor_identities FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER vendor_identities_no_truncate BEFORE TRUNCATE ON vendor_identities FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON "vendor_identities" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT ON "vendor_identities" TO fairlead_api;

-- The version of a day (UTC): of those that have begun the one that began last, and of two of one day the later one; NULL before the first.
CREATE FUNCTION vendor_in_force(p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT id FROM vendor_identities WHERE valid_from <= (p_at AT TIME ZONE 'UTC')::date ORDER BY valid_from DESC, version DESC LIMIT 1
$$;

RESET ROLE;
