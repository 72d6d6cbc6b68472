-- The least that is paid out: what comes to less after netting is carried over.
SET ROLE fairlead_owner;

-- NULL: the policy has none in this currency.
CREATE FUNCTION minimum_payout(p_policy jsonb, p_currency text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (m->>'amount')::bigint FROM jsonb_array_elements(coalesce(p_policy->'minimumPayout', '[]')) AS m WHERE m->>'currency' = p_currency LIMIT 1
$$;

RESET ROLE;
