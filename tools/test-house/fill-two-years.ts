import { complaintFacts } from '#plugins/indicators/indicators.store.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import { addDays, addMonths } from '#services/belgium/day.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import type { Deliverer, Ground } from '#services/journey/ground.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey, type State } from '#services/journey/journey.states.ts';
import { inGent } from './look-inside.ts';
import type { TestHouse } from './open-test-house.ts';
import { runJob } from './run-job.ts';

interface Life { readonly ground: Ground; readonly deliverBy: Deliverer; readonly opened: string; readonly lines: readonly (readonly [move: string, state: State, day: number, actor?: string])[] }
const monthCount = 24;
const officials = ['official:els.peeters', 'official:an.claes'] as const;

/** Two years of the service up to a day, as history of nobody: in each month some of each group, faster from month to month. Then the figures are made of it. */
export async function fillTwoYears(t: Pick<TestHouse, 'house'>, until: string): Promise<void> {
  let serial = 0;
  await inGent(t, async (work) => {
    for (const { ground, deliverBy, opened, lines } of livesUntil(until)) {
      serial += 1;
      const [id, person, cardNumber] = [work.newId(), work.newId(), String(593_000_000_000 + serial)];
      const { newest } = await work.claimIndex('card', cardNumber);
      const at = (day: number) => instantOf(addDays(opened, day), '12:00');
      const last = lines.at(-1);
      const [state, stateSince] = [last?.[1] ?? 'opened', at(last?.[2] ?? 0)];
      await work.insert(dossiers, {
        id, person, cardIndex: newest, cycle: 1, state, sequence: lines.length, ground, deliverBy, expiresOn: addDays(opened, 90), openedAt: at(0), stateSince, dueAt: isFinal(journey, state) ? null : at(90), personal: { cardNumber },
      });
      for (const [index, [move, reached, day, actor]] of lines.entries()) {
        await work.insert(history, { dossier: id, sequence: index + 1, move, state: reached, occurredAt: at(day), recordedAt: at(day), actor: actor ?? 'system:journey', reason: null, ground, deliverBy });
      }
      // What people say is written down; nobody complains.
      if (ground === 'limited-availability') await work.insert(complaintFacts, { complaint: work.newId(), dossier: id, filedAt: stateSince, tone: 'positive', tonedAt: stateSince });
    }
  });
  await runJob(t, 'indicators', 'catch-up');
}

function* livesUntil(until: string): Generator<Life> {
  for (let month = 0; month < monthCount; month += 1) {
    // Half as long at the end as at the beginning.
    const slow = 2 - month / (monthCount - 1);
    const opened = addDays(addMonths(until, month - monthCount - 1), 3);
    for (let one = 0; one < 4; one += 1) {
      const [asks, visits, comes] = [3 + one, 5 + one, 6 + one].map((days) => Math.round(days * slow));
      yield {
        ground: one % 2 === 0 ? 'disability' : 'reduced-mobility', deliverBy: one === 3 ? 'bpost' : 'official', opened,
        lines: carriedOut(asks ?? 0, visits ?? 0, comes ?? 0, officials[one % 2] ?? officials[0]),
      };
    }
    // Who goes to the counter after all, fewer from month to month.
    if (month % 3 === 0 || month < 6) yield { ground: 'disability', deliverBy: 'official', opened, lines: [['open', 'opened', 0], ['invite', 'invited', 0], ['renew-at-counter', 'renewed-at-counter', 20]] };
    yield { ground: 'limited-availability', deliverBy: 'official', opened, lines: carriedOut(10, Math.round(10 * slow), Math.round(8 * slow), officials[0]) };
    yield { ground: 'reduced-mobility', deliverBy: 'official', opened, lines: [['open', 'opened', 0], ['invite', 'invited', 0], ...(month < 21 ? [['lapse', 'lapsed', 75 + Math.round(20 * slow)] as const] : [])] };
  }
}

/** From the opening to the end; a card takes five days to be made. */
function carriedOut(asks: number, visits: number, comes: number, official: string): Life['lines'] {
  const [asked, visited, delivered] = [asks, asks + visits, asks + visits + comes];
  return [
    ['open', 'opened', 0], ['invite', 'invited', 0], ['request', 'requested', asked], ['schedule', 'scheduled', asked], ['identify', 'identified', visited, official], ['capture', 'captured', visited, official],
    ['verify', 'verified', visited], ['order', 'ordered', visited], ['receive-card', 'card-ready', visited + 5], ['activate', 'activated', delivered, official], ['close', 'closed', delivered, official],
  ];
}
