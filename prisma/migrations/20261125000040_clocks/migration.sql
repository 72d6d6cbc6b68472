-- Promises and how they came out.
SET ROLE fairlead_owner;

-- ── Working time ───────────────────────────────────────────────────────────────────────────────────────────────

-- Never changed once it is there: a referral keeps the rules of the day it was received. `hours` holds for each weekday
-- (mon … sun) the spans in which it is open: [{from, to}], local times, `to` up to 24:00.
CREATE TABLE "calendars" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "hours" JSONB NOT NULL,
    "holidays" DATE[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendars_pkey" PRIMARY KEY ("id")
);
CREATE TRIGGER calendars_append_only BEFORE UPDATE OR DELETE ON "calendars" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION calendar_named(p_id text) RETURNS calendars LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_calendar calendars;
BEGIN
  SELECT * INTO STRICT v_calendar FROM calendars WHERE id = p_id;
  RETURN v_calendar;
END
$$;

-- When it is open on a local day. A time that the clocks leap over is taken as the moment after the leap.
CREATE FUNCTION openings_on(p calendars, p_day date) RETURNS TABLE (opens_at timestamptz, closes_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT opens, closes
  FROM jsonb_array_elements(coalesce(p.hours->to_char(p_day, 'dy'), '[]')) AS span,
    LATERAL (SELECT (p_day + (span->>'from')::time) AT TIME ZONE p.zone, (p_day + (span->>'to')::time) AT TIME ZONE p.zone) AS at(opens, closes)
  WHERE p_day <> ALL (coalesce(p.holidays, '{}')) AND opens < closes
  ORDER BY opens
$$;

CREATE FUNCTION ms_between(p_from timestamptz, p_until timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT round(extract(epoch FROM p_until - p_from) * 1000)::bigint
$$;

-- The moment at which so much time was open since `p_from`; with nothing: `p_from`, or the next opening where it is closed.
-- A calendar that is closed for two years together counts nothing; who made it is told.
CREATE FUNCTION after_working_ms(p calendars, p_from timestamptz, p_ms bigint) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_day date := (p_from AT TIME ZONE p.zone)::date;
  v_left bigint := p_ms;
  v_closed int := 0;
  v_open record;
  v_start timestamptz;
BEGIN
  WHILE v_closed < 731 LOOP
    v_closed := v_closed + 1;
    FOR v_open IN SELECT * FROM openings_on(p, v_day) LOOP
      v_closed := 0;
      v_start := greatest(v_open.opens_at, p_from);
      IF v_start < v_open.closes_at THEN
        IF v_left <= ms_between(v_start, v_open.closes_at) THEN
          RETURN v_start + v_left * interval '1 millisecond';
        END IF;
        v_left := v_left - ms_between(v_start, v_open.closes_at);
      END IF;
    END LOOP;
    v_day := v_day + 1;
  END LOOP;
  RAISE EXCEPTION 'calendar % is never open after %', p.id, p_from USING ERRCODE = 'FL040';
END
$$;

CREATE FUNCTION working_ms_between(p calendars, p_from timestamptz, p_until timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(greatest(ms_between(greatest(opens_at, p_from), least(closes_at, p_until)), 0)), 0)::bigint
  FROM generate_series((p_from AT TIME ZONE p.zone)::date::timestamp, (p_until AT TIME ZONE p.zone)::date::timestamp, interval '1 day') AS day,
    openings_on(p, day::date)
$$;

-- The same local time so many working days later, within the hours of that day.
CREATE FUNCTION after_working_days(p calendars, p_from timestamptz, p_days int) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_start timestamptz := after_working_ms(p, p_from, 0);
  v_day date := (v_start AT TIME ZONE p.zone)::date;
  v_same timestamptz;
BEGIN
  FOR i IN 1..p_days LOOP
    v_day := (after_working_ms(p, (v_day + 1)::timestamp AT TIME ZONE p.zone, 0) AT TIME ZONE p.zone)::date;
  END LOOP;
  v_same := (v_day + (v_start AT TIME ZONE p.zone)::time) AT TIME ZONE p.zone;
  RETURN coalesce(
    (SELECT greatest(v_same, o.opens_at) FROM openings_on(p, v_day) o WHERE o.closes_at >= v_same ORDER BY o.opens_at LIMIT 1),
    (SELECT max(o.closes_at) FROM openings_on(p, v_day) o));
END
$$;

-- A promise in working time: weeks are weeks of the almanac, days are working days, and hours, minutes and seconds count
-- only while it is open.
CREATE FUNCTION after_working_duration(p_calendar text, p_from timestamptz, p_duration text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_calendar calendars := calendar_named(p_calendar);
  v_weeks int := coalesce(substring(p_duration FROM '^P(\d+)W'), '0')::int;
  v_days int := coalesce(substring(p_duration FROM '(\d+)D'), '0')::int;
  v_time text := substring(p_duration FROM 'T.*$');
  v_at timestamptz := ((p_from AT TIME ZONE v_calendar.zone) + v_weeks * interval '7 days') AT TIME ZONE v_calendar.zone;
BEGIN
  IF v_days > 0 THEN
    v_at := after_working_days(v_calendar, v_at, v_days);
    IF v_time IS NULL THEN
      RETURN v_at; -- also where that is the very closing
    END IF;
  END IF;
  RETURN after_working_ms(v_calendar, v_at,
    CASE WHEN v_time IS NULL THEN 0 ELSE round(extract(epoch FROM ('P' || v_time)::interval) * 1000)::bigint END);
END
$$;

-- A promise with the rungs of its ladder, as shares of the working time that it gives.
CREATE FUNCTION working_promise(p_calendar text, p_from timestamptz, p_duration text, p jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_calendar calendars := calendar_named(p_calendar);
  v_due timestamptz := after_working_duration(p_calendar, p_from, p_duration);
  v_ms bigint := working_ms_between(v_calendar, p_from, v_due);
BEGIN
  RETURN jsonb_build_object('dueAt', iso_ms(v_due), 'rungs', (
    SELECT jsonb_agg(iso_ms(CASE WHEN percent = 100 THEN v_due
      ELSE after_working_ms(v_calendar, p_from, round(v_ms * percent / 100.0)::bigint) END) ORDER BY place)
    FROM jsonb_array_elements_text(p->'percents') WITH ORDINALITY AS rung(text, place), LATERAL (SELECT text::int) AS share(percent)));
END
$$;

CREATE FUNCTION working_time_left(p_calendar text, p_from timestamptz, p jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(working_ms_between(calendar, p_from, until::timestamptz) ORDER BY place), '[]')
  FROM calendar_named(p_calendar) AS calendar, jsonb_array_elements_text(p->'until') WITH ORDINALITY AS times(until, place)
$$;

CREATE FUNCTION working_times_after(p_calendar text, p_from timestamptz, p jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(iso_ms(after_working_ms(calendar, p_from, length::bigint)) ORDER BY place), '[]')
  FROM calendar_named(p_calendar) AS calendar, jsonb_array_elements_text(p->'lengthsMs') WITH ORDINALITY AS lengths(length, place)
$$;

GRANT SELECT ON "calendars" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "calendars" TO fairlead_api;

-- ── Outcomes of promises ───────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE "clock_results" (
    "referral_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "program_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "owner_id" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "kept" BOOLEAN NOT NULL,
    "kept_without_pauses" BOOLEAN NOT NULL,

    CONSTRAINT "clock_results_pkey" PRIMARY KEY ("referral_id", "kind", "started_at", "subject")
);
CREATE INDEX "clock_results_program_id_decided_at_idx" ON "clock_results"("program_id", "decided_at");

-- Written with the step that kept or missed the promises.
CREATE FUNCTION note_clock_results(p_referral text, p_results jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO clock_results(referral_id, kind, subject, started_at, program_id, partner_id, owner_id, due_at, decided_at, kept,
    kept_without_pauses)
  SELECT p_referral, result->>'kind', coalesce(result->>'subject', ''), (result->>'startedAt')::timestamptz, referral.program_id, referral.partner_id,
    result->>'ownerId', (result->>'dueAt')::timestamptz, (result->>'decidedAt')::timestamptz, (result->>'kept')::boolean,
    (result->>'keptWithoutPauses')::boolean
  FROM jsonb_array_elements(p_results) AS result, referrals AS referral
  WHERE referral.id = p_referral
  ON CONFLICT DO NOTHING
$$;

GRANT SELECT ON "clock_results" TO fairlead_api, fairlead_worker;
GRANT INSERT ON "clock_results" TO fairlead_worker;

RESET ROLE;
