import { html, type Content, type Markup } from '#services/kernel/html.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import { sayIn } from '#services/kernel/texts.ts';
import { deviceTexts } from './device-texts.ts';
import { deedForm, line, note, type Now, type Purpose } from './visit-pieces.ts';
import { heldSession, type Device } from './visit-session.ts';
import { visitTexts } from './visit-texts.ts';
import { stopWay, whoWay } from './visit-ways.ts';

export interface Choosing {
  readonly purpose: Purpose;
  /** Somebody else has a session open for this dossier. */
  readonly byOther: boolean;
  /** The visit has begun before. */
  readonly goesOn: boolean;
}

/** The devices that are meant for this visit, those that are there first; each is a button. */
export async function chooseDevice(ctx: PageCtx, { purpose, byOther, goesOn }: Choosing): Promise<Now> {
  const say = sayIn(visitTexts, ctx.language);
  const { devices } = await ctx.call('device-bridge.listDevices', {});
  const meant = devices.filter(({ rights }) => rights.includes(purpose)).toSorted((one, other) => Number(isAway(one)) - Number(isAway(other)));
  const cards = await Promise.all(meant.map(async (device) => html`<li class="eid-card"><h3 class="utrecht-heading-3">${device.title}</h3>
${stateOfDevice(device, ctx)}
${await buttonOf(ctx, device)}</li>
`));
  return {
    title: say('deviceTitle'), live: 3,
    ways: [whoWay(ctx, purpose), stopWay(ctx, purpose)],
    body: html`${byOther && note(say('someoneElse'))}${goesOn && line(say('goesOn'))}
${cards.length === 0 ? note(say('deviceNone')) : html`<ul class="eid-cards">${cards}</ul>`}`,
  };
}

const isAway = ({ cardReader, visit }: Device): boolean => cardReader === 'absent' || visit !== null;

async function buttonOf(ctx: PageCtx, { device, title, visit }: Device): Promise<Content> {
  const say = sayIn(visitTexts, ctx.language);
  if (visit === null) return deedForm(ctx, 'start', say('deviceBegin', { title }), { fields: { device } });
  // One that this person left open may be closed here.
  const { session } = await heldSession(ctx, visit);
  return html`<p class="eid-tag eid-tag--late">${sayIn(deviceTexts, ctx.language)('in-use')}</p>
${session && deedForm(ctx, 'free', say('deviceFree', { title }), { kind: 'secondary', fields: { visit } })}`;
}

/** What the parts of a device are doing now. */
export function stateOfDevice({ cardReader, fingerprints, rights, waiting }: Device, { language }: Pick<PageCtx, 'language'>): Markup {
  const say = sayIn(deviceTexts, language);
  const parts = [say(partIn('reader', cardReader)), ...(rights.includes('capture') ? [say(partIn('fingers', fingerprints))] : []), ...(waiting > 0 ? [say('waiting', { count: waiting })] : [])];
  return html`<ul class="eid-visit-parts">${parts.map((part) => html`<li>${part}</li>`)}</ul>`;
}

/** A state that we have no word for is one of a part that cannot be used. */
function partIn(part: 'reader' | 'fingers', state: string): keyof typeof deviceTexts {
  const name = `${part}-${state}`;
  return isKnown(name) ? name : `${part}-absent`;
}

const isKnown = (name: string): name is keyof typeof deviceTexts => Object.hasOwn(deviceTexts, name);

/** The device of this visit, below what is to be done. */
export function deviceLine(device: Device | undefined, ctx: Pick<PageCtx, 'language'>): Markup {
  const say = sayIn(deviceTexts, ctx.language);
  if (!device) return html`<p class="eid-wrong">${say('gone')}</p>`;
  return html`<div class="eid-device"><p>${say('device')}: ${device.title}</p>${stateOfDevice(device, ctx)}</div>`;
}
