-- The months of the books: proposed for closing by one person of finance, closed by another, never opened again.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "ledger_periods" (
    "period" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "balances" JSONB,

    CONSTRAINT "ledger_periods_pkey" PRIMARY KEY ("period")
);

-- CreateTable
CREATE TABLE "ledger_account_numbers" (
    "id" BIGSERIAL NOT NULL,
    "account" TEXT NOT NULL,
    "currency" TEXT,
    "number" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_account_numbers_pkey" PRIMARY KEY ("id")
);

GRANT SELECT, INSERT ON "ledger_account_numbers" TO fairlead_api;
GRANT USAGE ON SEQUENCE "ledger_account_numbers_id_seq" TO fairlead_api;
GRANT SELECT, INSERT, UPDATE ON "ledger_periods" TO fairlead_api;
GRANT SELECT ON "ledger_periods" TO fairlead_worker;

ALTER TABLE ledger_periods ADD CONSTRAINT ledger_periods_month CHECK (period ~ '^\d{4}-(0[1-9]|1[0-2])$');

CREATE FUNCTION is_finance(p_user text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM users WHERE id = p_user AND active AND roles && ARRAY['finance_preparer', 'finance_approver'])
$$;

-- Every account with its sums up to the end of a month: [{account, partnerId, currency, debits, credits}], amounts as text.
CREATE FUNCTION ledger_balances(p_period text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('account', kind, 'partnerId', partner_id, 'currency', currency,
    'debits', debits::text, 'credits', credits::text) ORDER BY kind, currency, partner_id NULLS FIRST), '[]')
  FROM (SELECT a.kind, a.partner_id, a.currency, coalesce(sum(e.amount_minor) FILTER (WHERE e.side = 'debit'), 0) AS debits,
      coalesce(sum(e.amount_minor) FILTER (WHERE e.side = 'credit'), 0) AS credits
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id JOIN ledger_journals j ON j.id = e.journal_id
    WHERE j.period <= p_period GROUP BY a.id) AS sums
$$;

-- The rules of domain/ledger/periods.ts. Whoever closes waits for every transaction that is booking; the balances are what
-- the books say then, not what somebody claims.
CREATE FUNCTION guard_period() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_closed text;
BEGIN
  PERFORM lock_name('ledger-periods');
  IF TG_OP = 'INSERT' THEN
    SELECT max(period) INTO v_closed FROM ledger_periods WHERE closed_at IS NOT NULL;
    IF (NEW.closed_by, NEW.closed_at, NEW.balances) IS DISTINCT FROM (NULL, NULL, NULL) OR NOT is_finance(NEW.proposed_by)
       OR NEW.period >= to_char(NEW.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM')
       OR NEW.period <> to_char(to_date(v_closed || '-01', 'YYYY-MM-DD') + interval '1 month', 'YYYY-MM') THEN
      RAISE EXCEPTION 'closing % cannot be proposed', NEW.period USING ERRCODE = 'FL015';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.closed_at IS NOT NULL OR (NEW.period, NEW.proposed_by, NEW.proposed_at) IS DISTINCT FROM (OLD.period, OLD.proposed_by, OLD.proposed_at)
     OR NEW.closed_at IS NULL THEN
    RAISE EXCEPTION 'month % is what it is', OLD.period USING ERRCODE = 'FL015';
  END IF;
  IF NEW.closed_by IS NULL OR NEW.closed_by = OLD.proposed_by OR NOT is_finance(NEW.closed_by) THEN
    RAISE EXCEPTION '% may not close month %', NEW.closed_by, OLD.period USING ERRCODE = 'FL002';
  END IF;
  NEW.balances := ledger_balances(NEW.period);
  RETURN NEW;
END
$$;
CREATE TRIGGER ledger_periods_guard BEFORE INSERT OR UPDATE ON ledger_periods FOR EACH ROW EXECUTE FUNCTION guard_period();
CREATE TRIGGER ledger_periods_kept BEFORE DELETE ON ledger_periods FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_periods_no_truncate BEFORE TRUNCATE ON ledger_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The numbers of the vendor's own books: the last word counts, what was said before stays.
CREATE TRIGGER ledger_account_numbers_append_only BEFORE UPDATE OR DELETE ON ledger_account_numbers
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_account_numbers_no_truncate BEFORE TRUNCATE ON ledger_account_numbers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

RESET ROLE;
