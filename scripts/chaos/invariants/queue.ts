import type { Pool } from 'pg';
import { bySql, type Finding } from './invariant.ts';

const OVERLAP = `(one.product_line = '*' OR other.product_line = '*' OR one.product_line = other.product_line
  OR (one.product_line LIKE 'PROJECT %') <> (other.product_line LIKE 'PROJECT %'))`;

/** Who stands before a waiting entry, reckoned here again and not by the functions of the product. */
const BEFORE = `other.company_id = one.company_id AND other.referral_id <> one.referral_id AND ${OVERLAP}`;

/** Nothing is owed there but money. */
const ENDED = `'submitted', 'won', 'lost', 'disqualified', 'declined', 'expired', 'withdrawn'`;

const RULES = [
  {
    name: 'one holder per company and overlapping product line',
    count: `SELECT count(*) AS n FROM queue_entries WHERE state = 'held'`,
    violations: `SELECT one.referral_id || ' and ' || other.referral_id AS what FROM queue_entries one JOIN queue_entries other
      ON ${BEFORE} AND one.referral_id < other.referral_id WHERE one.state = 'held' AND other.state = 'held'`,
  },
  {
    name: 'places in line are distinct and in the order of receipt',
    count: `SELECT count(*) AS n FROM queue_entries WHERE state = 'waiting'`,
    violations: `WITH placed AS (
        SELECT company_id, product_line, intake_no, referral_id, queue_position(referral_id) AS place FROM queue_entries WHERE state = 'waiting')
      SELECT one.referral_id || ' at ' || one.place || ', later ' || other.referral_id || ' at ' || other.place AS what
      FROM placed one JOIN placed other ON one.company_id = other.company_id AND one.product_line = other.product_line
        AND one.intake_no < other.intake_no WHERE one.place >= other.place`,
  },
  {
    name: 'nobody waits behind nobody',
    count: `SELECT count(*) AS n FROM queue_entries WHERE state = 'waiting'`,
    violations: `SELECT one.referral_id AS what FROM queue_entries one WHERE one.state = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM queue_entries other WHERE ${BEFORE} AND (other.state = 'held'
        OR (other.state IN ('pending', 'waiting') AND other.intake_no < one.intake_no)))`,
  },
  {
    name: 'a claim is held by an open referral, and only then',
    count: `SELECT count(*) AS n FROM queue_entries`,
    violations: `SELECT r.id || ' is ' || r.stage || ', its entry ' || q.state AS what FROM referrals r JOIN queue_entries q ON q.referral_id = r.id
      WHERE (q.state = 'held') <> (r.stage IN ('accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation'))
         OR (q.state = 'waiting') <> (r.stage = 'waitlisted')`,
  },
  {
    name: 'every open referral has an owner, a sentence and a due time',
    count: `SELECT count(*) AS n FROM referrals WHERE stage NOT IN (${ENDED})`,
    violations: `SELECT id || ' ' || stage || ': owner ' || coalesce(owner_id, 'none') || ', ' || coalesce(next->>'situation', 'no sentence')
      || ', due ' || coalesce(due_at::text, 'never') AS what FROM referrals
      WHERE stage NOT IN (${ENDED}) AND (owner_id IS NULL OR next->>'situation' IS NULL OR due_at IS NULL)`,
  },
  {
    name: 'no command is pending',
    count: 'SELECT count(*) AS n FROM commands',
    violations: `SELECT id || ' ' || name AS what FROM commands WHERE state = 'pending'`,
  },
  {
    name: 'every row of the outbox is done, none is dead',
    count: 'SELECT count(*) AS n FROM outbox',
    violations: `SELECT kind || ' ' || group_key || ' ' || coalesce(last_error, '') AS what FROM outbox WHERE done_at IS NULL OR dead_at IS NOT NULL`,
  },
];

export const queueFindings = async (pool: Pool): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const rule of RULES) findings.push(await bySql(pool, rule));
  return findings;
};
