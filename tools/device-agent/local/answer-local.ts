import type { Agent } from '../open-agent.ts';
import type { LocalRequest } from './local-socket.ts';

/** What the command line is told. Counts, ages, ids and codes only. */
export function answerLocal(agent: Agent): (request: LocalRequest) => Promise<object> {
  return async (request) => {
    if (request.do === 'status') return { device: agent.device, standing: agent.standing(), state: await agent.state() };
    if (request.do === 'queue') return queueOf(agent.keeping);
    const visits = [...new Set(agent.keeping.requests.all().filter(({ step }) => step === 'waiting').map(({ asked: { visit } }) => visit))];
    const visit = request.visit ?? (visits.length === 1 ? visits[0] : undefined);
    return visit === undefined ? { visits } : { begun: await agent.begin(visit) };
  };
}

export function queueOf({ deliveries, requests, notices }: Agent['keeping']): object {
  const groups = Object.groupBy(deliveries.waiting(), ({ message }) => message);
  const messages = Object.fromEntries(Object.entries(groups).map(([message, all = []]) => [message, { count: all.length, sealed: all.filter(({ isSealed }) => isSealed).length, oldest: all[0]?.at ?? null }]));
  return { messages, prepared: requests.all().filter(({ step }) => step === 'waiting').length, notices: notices.latest() };
}
