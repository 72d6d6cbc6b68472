-- The least that is paid out: what comes to less after netting is carried over.
SET ROLE fairlead_owner;

-- NULL: the policy has none in this currency.
CREATE FUNCTION minimum_payout(p_policy jsonb, p_currency text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (m->>'amount')::bigint FROM jsonb_array_elements(coalesce(p_policy->'minimumPayout', '[]')) AS m WHERE m->>'currency' = p_currency LIMIT 1
$$;

-- The rule of domain/commission/minimum.ts, for lists: {soFar, minimum} of what waits for the next payment of a partner, netted;
-- NULL where it can be paid.
CREATE FUNCTION payout_so_far(p_partner text, p_currency text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('soFar', s.due, 'minimum', s.least) FROM (
    SELECT sum(payable_minor(c) - netted_of(c.id)) - (SELECT coalesce(sum(owed), 0) FROM debts_of(p_partner, p_currency)) AS due,
      min(coalesce(minimum_payout(v.body, c.currency), 0)) AS least
    FROM commissions c JOIN referrals r ON r.id = c.referral_id JOIN policy_versions v ON v.id = r.policy_version_id
    WHERE c.partner_id = p_partner AND c.currency = p_currency AND c.state IN ('approved', 'returned')) AS s
  WHERE s.due > 0 AND s.due < s.least
$$;

RESET ROLE;
