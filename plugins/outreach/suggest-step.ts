import type { Standing, Step } from './outreach.contract.ts';
import type { Citizen } from './outreach.store.ts';
import type { RulesOfDay } from './rules-of-day.ts';

export type Known = Pick<Citizen, 'toldAt' | 'failedBy' | 'representativeTold' | 'call' | 'trouble' | 'state'>;
/** What the CRM says of who is opened; not known in a list, which asks nobody. */
export interface Ways { readonly telephone: boolean; readonly representative: boolean }

interface Asked extends Pick<RulesOfDay, 'silentBefore'> { readonly known: Known; readonly ways: Ways | undefined }

/** What each standing asks for. */
const steps: Readonly<Record<Standing, Step | ((asked: Asked) => Step)>> = {
  'not-yet': 'wait-for-window',
  due: ({ known }) => (known.trouble === 'unknown-to-crm' ? 'ask-crm' : 'goes-by-itself'),
  'not-reached': anotherWay,
  reached: (asked) => {
    const { known: { call, toldAt }, silentBefore } = asked;
    if (call === 'prefers-counter') return 'leave-in-peace';
    return toldAt !== null && toldAt < silentBefore ? anotherWay(asked) : 'wait-for-answer';
  },
  asked: 'follow-dossier',
  'under-way': 'follow-dossier',
  served: 'none',
  counter: 'none',
  // The card has expired and nobody answered: the citizen stands without one.
  stopped: (asked) => (asked.known.state === 'lapsed' ? anotherWay(asked) : 'none'),
};

/** What somebody could do next. The list suggests a call where only the CRM knows whether there is a number; whoever is opened gets the better word. */
export function suggestStep(standing: Standing, known: Known, { silentBefore }: Pick<RulesOfDay, 'silentBefore'>, ways?: Ways): Step {
  const step = steps[standing];
  return typeof step === 'string' ? step : step({ known, ways, silentBefore });
}

function anotherWay({ known: { failedBy, representativeTold }, ways }: Asked): Step {
  if (ways?.representative === true && !representativeTold) return 'tell-representative';
  // A letter that came back went to an address at which nobody lives.
  if (failedBy === 'letter') return 'ask-crm';
  return ways?.telephone === false ? 'write' : 'call';
}
