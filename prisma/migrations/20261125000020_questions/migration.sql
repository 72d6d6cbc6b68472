-- Questions to partners and their answers: the words stay here, the story knows ids and times only.
SET ROLE fairlead_owner;

-- CreateTable
CREATE TABLE "questions" (
    "id" TEXT NOT NULL,
    "referral_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "question" TEXT,
    "asked_by" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer_by" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "questions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "questions_referral_id_asked_at_idx" ON "questions"("referral_id", "asked_at");

CREATE INDEX "referrals_waiting_on_partner" ON "referrals"("partner_id") WHERE "next"->>'who' = 'partner';

GRANT SELECT ON "questions" TO fairlead_api, fairlead_worker, fairlead_partner;
GRANT INSERT, UPDATE ON "questions" TO fairlead_worker;

-- What became of a question in the transaction of the step that says so; the words come from the command's row.
-- p: {state: 'open', id, kind, askedBy, askedAt, answerBy} | {state: 'open_again', id, answerBy} | {state: 'answered', id, by, at}
-- | {state, id}
CREATE FUNCTION note_question(p_referral text, p jsonb, p_texts jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF p->>'state' = 'open' THEN
    INSERT INTO questions(id, referral_id, kind, state, question, asked_by, asked_at, answer_by)
    VALUES (p->>'id', p_referral, p->>'kind', 'open', p_texts->>'question', p->>'askedBy', (p->>'askedAt')::timestamptz,
      (p->>'answerBy')::timestamptz) ON CONFLICT (id) DO NOTHING;
  ELSIF p->>'state' = 'open_again' THEN
    UPDATE questions SET state = 'open', answer_by = (p->>'answerBy')::timestamptz
    WHERE id = p->>'id' AND referral_id = p_referral;
  ELSE
    UPDATE questions SET state = p->>'state', answer = coalesce(p_texts->>'answer', answer),
      answered_by = coalesce(p->>'by', answered_by), answered_at = coalesce((p->>'at')::timestamptz, answered_at)
    WHERE id = p->>'id' AND referral_id = p_referral;
  END IF;
END
$$;

RESET ROLE;
