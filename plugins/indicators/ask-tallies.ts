import type { Ground } from '#services/journey/ground.ts';
import type { Row, Where } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { tallies, type Grain } from './indicators.store.ts';
import type { Measure } from './measures.contract.ts';

type Kept = Row<typeof tallies>;
/** The rows of one measure and slice, of one grain and span of time. */
export interface Question {
  readonly grain: Grain;
  readonly period: NonNullable<Where<typeof tallies>['period']>;
  readonly measure: Measure;
  readonly grounds: readonly (Ground | 'none')[];
  readonly deliverBy: Kept['deliverBy'];
  readonly official: string;
}
export type AskTallies = (question: Question) => Promise<readonly Kept[]>;

/**
 * What is asked at once, by however many indicators and slices, is one question to the database for each grain and span of time: the rows are few, and are told apart here. A
 * page that asks one by one waits as often for a database that is elsewhere.
 */
export function askTallies(reader: Reader): AskTallies {
  let batch: { readonly questions: Question[]; readonly answers: Promise<ReadonlyMap<string, readonly Kept[]>> } | undefined;
  return async (question) => {
    const questions = batch?.questions ?? [];
    batch ??= {
      questions,
      answers: Promise.resolve().then(async () => {
        batch = undefined;
        return answersTo(reader, questions);
      }),
    };
    questions.push(question);
    const answers = await batch.answers;
    return (answers.get(spanOf(question)) ?? []).filter(({ measure, ground, official }) => measure === question.measure && official === question.official && question.grounds.includes(ground));
  };
}

async function answersTo(reader: Reader, all: readonly Question[]): Promise<ReadonlyMap<string, readonly Kept[]>> {
  const spans = [...Map.groupBy(all, spanOf)].flatMap(([span, questions]) => questions.slice(0, 1).map(async ({ grain, period, deliverBy }) => {
    const [measure, ground, official] = [questions.map((one) => one.measure), questions.flatMap((one) => one.grounds), questions.map((one) => one.official)];
    const rows = await reader.find(tallies, { grain, period, deliverBy, measure: { in: distinct(measure) }, ground: { in: distinct(ground) }, official: { in: distinct(official) } });
    return [span, rows] as const;
  }));
  return new Map(await Promise.all(spans));
}

const spanOf = ({ grain, period, deliverBy }: Question): string => JSON.stringify([grain, period, deliverBy]);
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
