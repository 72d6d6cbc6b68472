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

-- The lines that a journal of this source is about: a line's own journals have it as their source; those of a payout item are about
-- the lines that it holds.
CREATE FUNCTION lines_of_source(p_source text) RETURNS TABLE (id text, amount_minor bigint) LANGUAGE sql STABLE AS $$
  SELECT own.id, own.amount_minor FROM commissions own WHERE own.id = p_source
  UNION ALL SELECT l.commission_id, l.amount_minor FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id
    JOIN payout_runs u ON u.id = i.run_id WHERE l.item_id = p_source AND (l.open OR (i.state IN ('returned', 'refused')
      AND NOT u.excluded @> jsonb_build_array(jsonb_build_object('commissionId', l.commission_id))))
$$;

-- The lines behind the own sums of a month, one row per journal and line, after the one named by the last two; what of a line was
-- netted did not move with the payment. It takes no partner either. A part of a split names no referral that is not the partner's.
CREATE FUNCTION own_statement_lines(p_period text, p_kinds text[], p_limit int, p_journal text, p_commission text)
RETURNS TABLE (id text, kind text, at timestamptz, currency text, amount_minor bigint, commission_id text, referral_id text,
  referral_number text, company_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT j.id, j.kind, j.at, j.currency, part.moved, c.id, CASE WHEN r.partner_id = c.partner_id THEN r.id END, r.number, r.company_name
  FROM (SELECT j.id, j.kind, j.at, j.source, e.currency,
      sum(CASE e.side WHEN 'credit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS moved
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id JOIN ledger_journals j ON j.id = e.journal_id
    WHERE a.partner_id = current_setting('app.partner_id', true) AND j.period = p_period AND j.kind = ANY (p_kinds)
    GROUP BY j.id, e.currency) AS j
  CROSS JOIN LATERAL (SELECT l.id, CASE WHEN l.id = j.source THEN j.moved
      ELSE (sign(j.moved) * (l.amount_minor - netted_in(j.source, l.id)))::bigint END AS moved
    FROM lines_of_source(j.source) AS l) AS part
  JOIN commissions c ON c.id = part.id JOIN referrals r ON r.id = c.referral_id
  WHERE part.moved <> 0 AND (p_journal IS NULL OR (j.id, c.id) > (p_journal, p_commission))
  ORDER BY j.id, c.id LIMIT p_limit
$$;

REVOKE ALL ON FUNCTION own_statement_lines(text, text[], int, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_statement_lines(text, text[], int, text, text) TO fairlead_partner;

RESET ROLE;
