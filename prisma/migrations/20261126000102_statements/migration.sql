-- What a partner reads of the books: sums of their own accounts, never the tables. It takes no argument, so it cannot be asked for
-- another partner, and without the setting of readAsPartner it answers nothing.
SET ROLE fairlead_owner;

CREATE FUNCTION own_statement_sums() RETURNS TABLE (period text, currency text, kind text, amount_minor bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT j.period, e.currency, j.kind, sum(CASE e.side WHEN 'credit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint
  FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id JOIN ledger_journals j ON j.id = e.journal_id
  WHERE a.partner_id = current_setting('app.partner_id', true) GROUP BY j.period, e.currency, j.kind
$$;

REVOKE ALL ON FUNCTION own_statement_sums() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_statement_sums() TO fairlead_partner;

RESET ROLE;
