import express from 'express';
import pg from 'pg';

/**
 * The floor: the least a durable "submit" can be. Express parses the JSON, one prepared INSERT commits it, the answer
 * carries an id. No checks, no rights, no idempotency. Arguments: database URL, port.
 */
const [url, port] = process.argv.slice(2);
if (url === undefined || port === undefined) throw new Error('plainServer <database URL> <port>');

const CONNECTIONS = 10; // as many as the API has

const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
await pool.query(
  'CREATE TABLE IF NOT EXISTS plain (id bigserial PRIMARY KEY, body jsonb NOT NULL, at timestamptz NOT NULL DEFAULT now())',
);

const app = express();
app.use(express.json());
app.post('/v1/referrals', async (request, response) => {
  const { rows } = await pool.query<{ id: string }>({
    name: 'insert',
    text: 'INSERT INTO plain(body) VALUES ($1) RETURNING id',
    values: [request.body],
  });
  response.status(201).json({ id: rows[0]?.id });
});
app.listen(Number(port), '127.0.0.1', () => console.log('plain server listens'));
process.once('SIGTERM', () => process.exit(0));
