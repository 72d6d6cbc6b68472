-- When a program pays, as a part of its policy. What was pinned before says nothing of it and has the default of today.
UPDATE "policy_versions" SET "body" = jsonb_set("body", '{payoutCalendar}', '{"cutOffDay": "last", "payDay": 15, "zone": "UTC"}')
WHERE NOT "body" ? 'payoutCalendar';

SET ROLE fairlead_owner;

-- By which a partner is told a pay day; NULL while a gate of the policy holds, since nothing is promised then.
CREATE FUNCTION calendar_unless_held(p_policy jsonb, p_partner text, p_program text, p_received timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN NOT held_by_gate(coalesce(p_policy->'gates', '[]'), p_partner, p_program, p_received, NULL, now())
    THEN p_policy->'payoutCalendar' END;
END
$$;

RESET ROLE;
