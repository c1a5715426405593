import { randomUUID } from 'node:crypto';

const most = 50;

/** Answers of levers that are shown on the next page, the latest ones only: an address holds nothing of what they say. */
export function keptAnswers(): { keep(answer: unknown, id?: string): string; find(id: string | null): unknown } {
  const answers = new Map<string, unknown>();
  return {
    keep: (answer, id = randomUUID()) => {
      answers.set(id, answer);
      for (const [oldest] of [...answers].slice(0, Math.max(0, answers.size - most))) answers.delete(oldest);
      return id;
    },
    find: (id) => (id === null ? undefined : answers.get(id)),
  };
}
