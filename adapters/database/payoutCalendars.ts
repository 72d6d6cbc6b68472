/** When every active program pays by its policy in force, by name; at most 500 of them. Rows as `ProgramCalendar`. */
export const PAYOUT_CALENDARS = `SELECT p.id AS "programId", p.name AS "programName", v.body->'payoutCalendar' AS calendar FROM programs p
    JOIN LATERAL (SELECT body FROM policy_versions WHERE program_id = p.id AND published_at IS NOT NULL ORDER BY version DESC LIMIT 1) AS v ON true
  WHERE p.state = 'active' ORDER BY p.name, p.id LIMIT 500`;
