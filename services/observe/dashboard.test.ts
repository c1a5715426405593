import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openMetrics } from './metrics.ts';

const deploy = join(import.meta.dirname, '../../deploy');
const { registry } = openMetrics();
const metrics = new Map(registry.getMetricsAsArray().map((metric) => [metric.name, metric]));

/** What Prometheus stores of a metric: of a histogram three series. */
const series = new Map([...metrics].flatMap(([name, metric]) => ('buckets' in metric ? ['bucket', 'sum', 'count'].map((part) => [`${name}_${part}`, metric] as const) : [[name, metric] as const])));
/** What Prometheus itself adds when it scrapes. */
const ofPrometheus = ['up'];

const target = z.object({ expr: z.string() });
const panels = z.object({ uid: z.string(), panels: z.array(z.object({ id: z.int(), title: z.string(), targets: z.array(target).default([]) })) });
const dashboard = panels.parse(JSON.parse(readFileSync(join(deploy, 'grafana/eid-aan-huis.json'), 'utf8')));
const alerts = readFileSync(join(deploy, 'prometheus/alerts.yml'), 'utf8');
const expressions = [...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)), ...[...alerts.matchAll(/^ +expr: (.+)$/gm)].map(([, expr = '']) => expr)];

test('every metric that dashboard and alarms ask for is one that a node tells', () => {
  const asked = new Set(expressions.flatMap((expression) => [...expression.replaceAll(/"[^"]*"/g, '').matchAll(/\b(?:eid|process|nodejs)_\w+|\bup\b/g)].map(([name]) => name)));
  expect(asked.size).toBeGreaterThan(20);
  expect([...asked].filter((name) => !series.has(name) && !ofPrometheus.includes(name))).toEqual([]);
});

test('every figure of the house stands on the dashboard', () => {
  const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ');
  const ours = [...metrics.keys()].filter((name) => name.startsWith('eid_'));
  expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
});

test('they group and filter by labels that the metrics have', () => {
  const labels = new Set([...metrics.values()].flatMap((metric) => ('labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [])));
  const asked = expressions.flatMap((expression) => [
    ...[...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim())), ...[...expression.matchAll(/[{,]\s*(\w+)\s*(?:=|!=|=~|!~)"/g)].map(([, name = '']) => name),
  ]);
  expect(new Set(asked).size).toBeGreaterThan(10);
  expect([...new Set(asked)].filter((name) => !labels.has(name) && !['le', 'job', 'instance'].includes(name))).toEqual([]);
});

test('each alarm says how urgent it is, what happened and what to do', () => {
  const rules = alerts.split(/^ +- alert: /m).slice(1);
  expect(rules.length).toBeGreaterThan(10);
  for (const rule of rules) expect(rule).toMatch(/^Eid\w+\n +expr: .+\n(?: +for: \w+\n)? +labels: \{ severity: (?:page|ticket|info) \}\n +annotations:\n +summary: ".+"\n +todo: ".+"/);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
});
