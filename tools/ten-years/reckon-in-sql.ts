import type { DatabaseSync } from 'node:sqlite';

/** What a figure is asked for: the same words as the indicators take, in SQL of their own. */
export interface AskedInSql { readonly ground?: string; readonly deliverBy?: string; readonly official?: string }
export interface Answered { readonly until: string; readonly value: number | null; readonly basis: number }

/** The calendar day in Belgium: an hour before UTC, two from the last Sunday of March until that of October, both at one o'clock UTC. */
const dayIn = (instant: string) => {
  const year = `strftime('%Y', ${instant} / 1000, 'unixepoch')`;
  const turn = (before: string) => `unixepoch(date(${year} || '-${before}', 'weekday 0', '-7 days') || ' 01:00:00') * 1000`;
  return `date((${instant} + CASE WHEN ${instant} >= ${turn('04-01')} AND ${instant} < ${turn('11-01')} THEN 7200000 ELSE 3600000 END) / 1000, 'unixepoch')`;
};

const ending = ["'closed'", "'lapsed'", "'renewed-at-counter'", "'withdrawn'", "'referred-to-counter'", "'unclaimed'"].join(', ');
const lessMobile = "('disability', 'reduced-mobility')";
const capturing = "('capture', 'find-fingers-temporarily-impossible', 'find-fingers-permanently-impossible')";

/**
 * The raw history as tables of days, and what happened to each dossier: by window functions and correlated look-ups, and by nothing of the house. `ends`: the last days of the
 * periods that are asked about.
 */
export function prepareSql(database: DatabaseSync, municipality: string, ends: readonly string[]): void {
  database.exec(`
    CREATE TEMP TABLE ends (until TEXT PRIMARY KEY);
    CREATE TEMP TABLE line AS
      SELECT h.dossier, h.sequence, h.move, ${dayIn('h.occurredAt')} AS day, h.state IN (${ending}) AS ends, coalesce(h.ground, d.ground, 'none') AS ground,
        coalesce(h.deliverBy, d.deliverBy, 'none') AS deliverBy, CASE WHEN h.actor LIKE 'official:%' THEN substr(h.actor, 10) ELSE 'none' END AS official
      FROM journey_history h JOIN journey_dossiers d ON d.municipality = h.municipality AND d.id = h.dossier WHERE h.municipality = '${municipality}';
    CREATE UNIQUE INDEX temp.line_by_dossier ON line (dossier, sequence);
    CREATE INDEX temp.line_by_move ON line (move, dossier, sequence);
    CREATE TEMP TABLE opened AS SELECT dossier, day FROM line WHERE sequence = 1;
    CREATE UNIQUE INDEX temp.opened_by_dossier ON opened (dossier);
    CREATE TEMP TABLE firsts AS
      SELECT dossier, move, MIN(sequence) AS sequence FROM line WHERE move IN ('invite', 'request', 'activate') GROUP BY dossier, move;
    CREATE UNIQUE INDEX temp.firsts_by_dossier ON firsts (dossier, move);
    CREATE TEMP TABLE captured AS
      SELECT dossier, MIN(sequence) AS sequence FROM (
        SELECT dossier, sequence, move, LEAD(move) OVER (PARTITION BY dossier ORDER BY sequence) AS next FROM line WHERE move IN ${capturing} OR move = 'reject-biometrics'
      ) WHERE move <> 'reject-biometrics' AND (next IS NULL OR next <> 'reject-biometrics') GROUP BY dossier;
    CREATE UNIQUE INDEX temp.captured_by_dossier ON captured (dossier);
    CREATE TEMP TABLE carded AS
      SELECT * FROM (
        SELECT l.*, LEAD(l.move) OVER (PARTITION BY l.dossier ORDER BY l.sequence) AS next
        FROM line l JOIN firsts f ON f.dossier = l.dossier AND f.move = 'activate' AND l.sequence < f.sequence WHERE l.move IN ('order', 'receive-card', 'take-back-receipt', 'lose-card')
      ) WHERE move <> 'take-back-receipt' AND NOT (move = 'receive-card' AND next IS 'take-back-receipt');
    CREATE TEMP TABLE produced AS
      SELECT dossier, SUM(took) AS days FROM (
        SELECT dossier, move, MAX(0, julianday(LEAD(day) OVER w) - julianday(day)) AS took, LEAD(move) OVER w AS next FROM carded WINDOW w AS (PARTITION BY dossier ORDER BY sequence)
      ) WHERE move = 'order' AND next IN ('receive-card', 'lose-card') GROUP BY dossier;
    CREATE UNIQUE INDEX temp.produced_by_dossier ON produced (dossier);
    CREATE TEMP TABLE took AS
      SELECT 'K1' AS name, b.dossier, b.day, MAX(0, julianday(b.day) - julianday(a.day)) AS value, b.ground, b.deliverBy, 'none' AS official
        FROM firsts fa JOIN line a ON a.dossier = fa.dossier AND a.sequence = fa.sequence JOIN firsts fb ON fb.dossier = fa.dossier AND fb.move = 'request'
        JOIN line b ON b.dossier = fb.dossier AND b.sequence = fb.sequence WHERE fa.move = 'invite'
      UNION ALL SELECT 'K2', b.dossier, b.day, MAX(0, julianday(b.day) - julianday(a.day)), b.ground, b.deliverBy, b.official
        FROM firsts fa JOIN line a ON a.dossier = fa.dossier AND a.sequence = fa.sequence JOIN captured c ON c.dossier = fa.dossier
        JOIN line b ON b.dossier = c.dossier AND b.sequence = c.sequence WHERE fa.move = 'request'
      UNION ALL SELECT 'K3', b.dossier, b.day, MAX(0, julianday(b.day) - julianday(a.day)), b.ground, b.deliverBy, b.official
        FROM captured c JOIN line a ON a.dossier = c.dossier AND a.sequence = c.sequence JOIN firsts fb ON fb.dossier = c.dossier AND fb.move = 'activate'
        JOIN line b ON b.dossier = fb.dossier AND b.sequence = fb.sequence
      UNION ALL SELECT 'K8', b.dossier, b.day, MAX(0, julianday(b.day) - julianday(a.day)), b.ground, b.deliverBy, 'none'
        FROM firsts fa JOIN line a ON a.dossier = fa.dossier AND a.sequence = fa.sequence JOIN firsts fb ON fb.dossier = fa.dossier AND fb.move = 'activate'
        JOIN line b ON b.dossier = fb.dossier AND b.sequence = fb.sequence WHERE fa.move = 'request' AND b.deliverBy = 'bpost';
    INSERT INTO took SELECT t.name || ' production', t.dossier, t.day, p.days, t.ground, t.deliverBy, t.official FROM took t JOIN produced p ON p.dossier = t.dossier WHERE t.name IN ('K3', 'K8');
    INSERT INTO took SELECT t.name || ' without-production', t.dossier, t.day, MAX(0, t.value - p.days), t.ground, t.deliverBy, t.official FROM took t JOIN produced p ON p.dossier = t.dossier WHERE t.name IN ('K3', 'K8');
    CREATE INDEX temp.took_by_day ON took (name, day);
    CREATE TEMP TABLE renewed AS
      SELECT l.dossier, l.day, 2 AS way, l.ground FROM firsts f JOIN line l ON l.dossier = f.dossier AND l.sequence = f.sequence WHERE f.move = 'activate'
      UNION ALL SELECT c.dossier, c.day, EXISTS (SELECT 1 FROM captured k WHERE k.dossier = c.dossier),
        coalesce((SELECT s.ground FROM line s WHERE s.dossier = c.dossier AND s.day <= c.day ORDER BY s.sequence DESC LIMIT 1), (SELECT s.ground FROM line s WHERE s.dossier = c.dossier AND s.sequence = 1))
        FROM (SELECT dossier, MIN(day) AS day FROM (
          SELECT dossier, day FROM line WHERE move = 'renew-at-counter'
          UNION ALL SELECT dossier, ${dayIn('at')} FROM indicators_renewals WHERE municipality = '${municipality}' AND dossier IS NOT NULL) GROUP BY dossier) c
        WHERE NOT EXISTS (SELECT 1 FROM firsts f WHERE f.dossier = c.dossier AND f.move = 'activate');
    CREATE TEMP TABLE heard AS SELECT ${dayIn('at')} AS day FROM indicators_renewals WHERE municipality = '${municipality}';
    CREATE TEMP TABLE said AS SELECT ${dayIn('filedAt')} AS day FROM indicators_complaints WHERE municipality = '${municipality}' AND filedAt IS NOT NULL;
    CREATE TEMP TABLE complained AS
      SELECT dossier, day, coalesce((SELECT s.ground FROM line s WHERE s.dossier = c.dossier AND s.day <= c.day ORDER BY s.sequence DESC LIMIT 1), (SELECT s.ground FROM line s WHERE s.dossier = c.dossier AND s.sequence = 1)) AS ground
      FROM (SELECT dossier, ${dayIn('filedAt')} AS day FROM indicators_complaints WHERE municipality = '${municipality}' AND tone = 'negative' AND filedAt IS NOT NULL) c;
    CREATE TEMP TABLE days AS
      WITH RECURSIVE d (day) AS (SELECT MIN(day) FROM opened UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '${ends.at(-1) ?? ''}') SELECT day FROM d;
    CREATE UNIQUE INDEX temp.days_by_day ON days (day);
    CREATE TEMP TABLE stood AS
      SELECT l.dossier, MAX(l.day, o.day) AS since, coalesce(MIN(MAX(l.day, o.day)) OVER (PARTITION BY l.dossier ORDER BY l.sequence ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), '9999') AS until,
        l.ends, l.ground, l.deliverBy, date(o.day, '+2 months', 'floor') AS long, (SELECT date(r.day, '+2 months', 'floor') FROM firsts f JOIN line r ON r.dossier = f.dossier AND r.sequence = f.sequence WHERE f.dossier = l.dossier AND f.move = 'request') AS longRequested
      FROM line l JOIN opened o ON o.dossier = l.dossier;
    DELETE FROM stood WHERE ends OR until <= since;
    CREATE TEMP TABLE standing AS
      SELECT 'K4' AS name, MAX(since, date(long, '+1 day')) AS since, until, ground, deliverBy FROM stood WHERE ground IN ${lessMobile}
      UNION ALL SELECT 'K4 since-request', MAX(since, date(longRequested, '+1 day')), until, ground, deliverBy FROM stood WHERE longRequested IS NOT NULL AND ground IN ${lessMobile}
      UNION ALL SELECT 'K5', since, until, ground, deliverBy FROM stood WHERE ground = 'limited-availability';
  `);
  const put = database.prepare('INSERT INTO ends VALUES (?)');
  for (const end of ends) put.run(end);
}

const narrowed = (asked: AskedInSql, ...columns: readonly (keyof AskedInSql)[]) => columns.flatMap((name) => (asked[name] === undefined ? [] : [` AND x.${name} = '${asked[name]}'`])).join('');
const from = (months: number) => `date(e.until, '+1 day', '-${months} months', 'floor')`;

/** The median of `value` for each end: the middle row, or the mean of the two middle ones. */
const medians = (rows: string, before = '') => `
  WITH ${before} x AS (${rows}), ranked AS (SELECT until, value, ROW_NUMBER() OVER (PARTITION BY until ORDER BY value) AS n, COUNT(*) OVER (PARTITION BY until) AS basis FROM x)
  SELECT e.until, AVG(r.value) AS value, coalesce(MAX(r.basis), 0) AS basis FROM ends e LEFT JOIN ranked r ON r.until = e.until AND r.n IN ((r.basis + 1) / 2, r.basis / 2 + 1) GROUP BY e.until ORDER BY e.until`;
const durations = (name: string, group: string, where: string) =>
  medians(`SELECT e.until, x.value FROM ends e JOIN took x ON x.name = '${name}' AND x.day >= ${from(3)} AND x.day <= e.until WHERE ${group}${where}`);
const longest = (name: string, where: string) => medians(`SELECT e.until, MAX(x.value) AS value FROM ends e JOIN took x ON x.name = '${name}' AND x.day >= ${from(1)} AND x.day <= e.until WHERE 1${where} GROUP BY e.until, x.day`);
/** Each night: who stood then? */
const nights = (name: string, where: string, which = '1') => medians(`
  SELECT e.until, n.value FROM ends e CROSS JOIN nights n ON n.day >= ${from(3)} AND n.day <= e.until`, `
  counts AS MATERIALIZED (SELECT d.day, COUNT(*) AS value FROM standing x CROSS JOIN days d ON d.day >= x.since AND d.day < x.until WHERE x.name = '${name}'${where} GROUP BY d.day),
  nights AS MATERIALIZED (SELECT d.day, coalesce(c.value, 0) AS value FROM days d LEFT JOIN counts c ON c.day = d.day WHERE ${which}),`);
const shares = (counting: string, where: string) => `
  SELECT e.until, CASE WHEN MIN(x.way) < 2 OR EXISTS (SELECT 1 FROM heard h WHERE h.day >= ${from(6)} AND h.day <= e.until) THEN 100.0 * SUM(${counting}) / COUNT(x.dossier) END AS value, COUNT(x.dossier) AS basis FROM ends e
  LEFT JOIN renewed x ON x.day >= ${from(6)} AND x.day <= e.until AND x.ground = 'disability'${where} GROUP BY e.until ORDER BY e.until`;

/** Each figure, and those beside it, by its own sentence in SQL. */
export const sentences: Readonly<Record<string, (asked: AskedInSql) => string>> = {
  K1: (asked) => durations('K1', `x.ground IN ${lessMobile}`, narrowed(asked, 'ground')),
  K2: (asked) => durations('K2', `x.ground IN ${lessMobile}`, narrowed(asked, 'ground', 'official')),
  K3: (asked) => durations('K3', `x.ground IN ${lessMobile}`, narrowed(asked, 'ground', 'deliverBy', 'official')),
  'K3 production': (asked) => durations('K3 production', `x.ground IN ${lessMobile}`, narrowed(asked, 'ground', 'deliverBy', 'official')),
  'K3 without-production': (asked) => durations('K3 without-production', `x.ground IN ${lessMobile}`, narrowed(asked, 'ground', 'deliverBy', 'official')),
  K4: (asked) => nights('K4', narrowed(asked, 'ground', 'deliverBy')),
  'K4 since-request': (asked) => nights('K4 since-request', narrowed(asked, 'ground', 'deliverBy')),
  K5: (asked) => nights('K5', narrowed(asked, 'deliverBy'), "strftime('%w', d.day) = '0'"),
  K6: () => `SELECT e.until, CASE WHEN e.value > 0 OR EXISTS (SELECT 1 FROM said s WHERE s.day >= ${from(6)} AND s.day <= e.until) THEN e.value END AS value, e.basis FROM (${medians(`SELECT e.until, d.value FROM ends e CROSS JOIN perDay d ON d.day >= ${from(6)} AND d.day <= e.until`, `
  perDay AS MATERIALIZED (SELECT d.day, COUNT(x.dossier) AS value FROM days d LEFT JOIN complained x ON x.day = d.day AND x.ground = 'limited-availability' GROUP BY d.day),`)}) e ORDER BY e.until`,
  K7: (asked) => shares('x.way >= 1', narrowed(asked, 'ground')),
  'K7 delivered-at-home': (asked) => shares('x.way = 2', narrowed(asked, 'ground')),
  K8: (asked) => longest('K8', narrowed(asked, 'ground')),
  'K8 production': (asked) => longest('K8 production', narrowed(asked, 'ground')),
  'K8 without-production': (asked) => longest('K8 without-production', narrowed(asked, 'ground')),
};

export function askSql(database: DatabaseSync, name: string, asked: AskedInSql): Answered[] {
  const sentence = sentences[name];
  if (!sentence) throw new Error(`no sentence for ${name}`);
  return database.prepare(sentence(asked)).all().map((row) => ({ until: String(row['until']), value: row['value'] === null ? null : Number(row['value']), basis: Number(row['basis']) }));
}

const ofSlice = (asked: AskedInSql) => narrowed(asked, 'ground', 'deliverBy', 'official');
/** Of each figure how many there were of each value on each day; of what stands, how many stood each night. */
const daily: Readonly<Record<string, (name: string, asked: AskedInSql) => string>> = {
  took: (name, asked) => `SELECT x.day, x.value, COUNT(*) AS count FROM took x WHERE x.name = '${name}'${name.startsWith('K8') ? '' : ` AND x.ground IN ${lessMobile}`}${ofSlice(asked)} GROUP BY x.day, x.value`,
  standing: (name, asked) => `SELECT d.day, 1 AS value, COUNT(*) AS count FROM days d JOIN standing x ON x.name = '${name}' AND d.day >= x.since AND d.day < x.until${ofSlice(asked)} GROUP BY d.day`,
  complained: (_name, asked) => `SELECT x.day, 1 AS value, COUNT(*) AS count FROM complained x WHERE x.ground = 'limited-availability'${ofSlice(asked)} GROUP BY x.day`,
  renewed: (_name, asked) => `SELECT x.day, x.way AS value, COUNT(*) AS count FROM renewed x WHERE x.ground = 'disability'${ofSlice(asked)} GROUP BY x.day, x.way`,
};
const tableOf = (name: string): keyof typeof daily => (/^K[1238]/.test(name) ? 'took' : name === 'K6' ? 'complained' : name.startsWith('K7') ? 'renewed' : 'standing');

export interface OnDay { readonly day: string; readonly value: number; readonly count: number }

export function askDays(database: DatabaseSync, name: string, asked: AskedInSql): OnDay[] {
  const sentence = daily[tableOf(name)]?.(name, asked) ?? '';
  return database.prepare(`${sentence} ORDER BY 1, 2`).all().map((row) => ({ day: String(row['day']), value: Number(row['value']), count: Number(row['count']) }));
}
