import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; an answer of the house lies between a few milliseconds and the 30 seconds that anybody waits. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * All metrics of the house. A label is a name of a contract or of the configuration, a declared failure, or a word of a short list: never a dossier, a person or
 * a text that somebody sent. Histograms leave the municipality out, for each of its values would be twelve series.
 */
export function openMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) => new Counter({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) => new Gauge({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) => new Histogram({ name, help, labelNames, buckets, registers });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: counter('eid_requests_total', 'Requests at the border, over HTTP or NATS, by what was asked and what was answered.', ['operation', 'status']),
    requestSeconds: histogram('eid_request_seconds', 'How long a request at the border took.', ['operation']),
    actions: counter('eid_actions_total', 'Actions that were called, by how they ended: done, or the failure.', ['municipality', 'action', 'result']),
    actionSeconds: histogram('eid_action_seconds', 'How long an action took.', ['action']),
    outside: counter('eid_outside_calls_total', 'What was asked of outside systems, by how it ended: done, safe, ambiguous or never.', ['municipality', 'port', 'operation', 'outcome']),
    outsideSeconds: histogram('eid_outside_call_seconds', 'How long an outside system took.', ['port', 'operation']),
    left: counter('eid_outbox_left_total', 'Items that were put in the outbox.', ['municipality', 'name']),
    turns: counter('eid_outbox_turns_total', 'Turns of items of the outbox.', ['municipality', 'name']),
    deliveries: counter('eid_deliveries_total', 'Events and messages handed to plugins, by how that ended.', ['municipality', 'name', 'result']),
    messages: counter('eid_inbound_messages_total', 'Messages of outside systems, by what came of them: taken-in, repeated, or the failure.', ['municipality', 'message', 'result']),
    jobs: counter('eid_job_runs_total', 'Runs of jobs, by how they ended.', ['municipality', 'job', 'result']),
    jobSeconds: histogram('eid_job_seconds', 'How long a job took.', ['job']),
    transactions: counter('eid_store_transactions_total', 'Transactions on the database, by how they ended: committed, or the failure.', ['result']),
    transactionSeconds: histogram('eid_store_transaction_seconds', 'How long a transaction took, until its rows were on disk.', []),
    busRefusals: counter('eid_bus_packets_refused_total', 'Packets on the bus that were refused, by why.', ['reason']),
    storeUp: gauge('eid_store_up', 'Whether the database answered when these figures were asked for.', []),
    waiting: gauge('eid_outbox_waiting', 'Items that wait in the outbox.', ['municipality', 'kind', 'port']),
    oldest: gauge('eid_outbox_oldest_waiting_seconds', 'For how long the oldest item has been waiting.', ['municipality', 'kind', 'port']),
    stuck: gauge('eid_outbox_stuck', 'Items that wait for a person: failed, or parked because nobody knows whether they happened.', ['municipality', 'kind', 'port', 'state']),
    letters: gauge('eid_dead_letters', 'Messages that nobody understood and that wait for a person.', ['municipality']),
    circuits: gauge('eid_circuit_state', 'The way to an outside system, on this node: 0 closed, 1 half open, 2 open.', ['municipality', 'port']),
    switches: gauge('eid_switched_off', 'What a person or a guard has paused, cut, or is resuming.', ['municipality', 'port', 'state']),
    jobBegun: gauge('eid_job_last_begun_timestamp_seconds', 'When a job was last begun.', ['municipality', 'job']),
    jobFailed: gauge('eid_job_last_failed', 'Whether the last run of a job failed.', ['municipality', 'job']),
    jobDue: gauge('eid_job_due', 'Whether a job is due and has not been begun.', ['municipality', 'job']),
    checks: gauge('eid_connector_check_ok', 'What connector:check finds of a live connector: 1 right, 0 wrong.', ['municipality', 'port', 'what']),
    certificates: gauge('eid_certificate_valid_until_timestamp_seconds', 'Until when the first certificate to run out of a live connector holds.', ['municipality', 'port']),
    figures: gauge('eid_plugin_figure', 'What a plugin tells of its own work: `authorisations.availability` is the share of the working days of three months, from 0 to 1; `indicators.standing` is what K1 to K8 stand at.', ['municipality', 'figure', 'of']),
    spansDropped: counter('eid_trace_spans_dropped_total', 'Spans that no collector took in since this node began.', []),
  };
}
export type Metrics = ReturnType<typeof openMetrics>;
