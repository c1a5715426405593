import { languages } from '#services/belgium/language.ts';
import type { Handed, Page, PageCtx, Shown } from '#services/kernel/page.ts';
import { definitions } from '../definitions.ts';
import { indicatorIds, type Figure, type IndicatorId } from '../indicators.contract.ts';
import { behindPage } from './behind.page.ts';
import { csvPage } from './csv.page.ts';
import { indicatorPage } from './indicator.page.ts';
import { emptyTexts, meaningTexts } from './indicator-texts.ts';
import { indicatorsPage } from './indicators.page.ts';
import { reportPage } from './report.page.ts';

/** What the pages say of figures that they are given; how figures are reckoned is not theirs. */

const months = Array.from({ length: 24 }, (_none, index) => `${2024 + Math.floor((index + 11) / 12)}-${String(((index + 11) % 12) + 1).padStart(2, '0')}`);
const dossier = '019b0000-0000-7000-8000-000000000001';
const aFigure = (indicator: IndicatorId, more: Partial<Figure> = {}): Figure => {
  const { unit, target, baseline } = definitions.find(({ id }) => id === indicator) ?? { unit: 'days', target: 7, baseline: null };
  const value = more.value === undefined ? 6.5 : more.value;
  return {
    indicator, unit, target, baseline, value, met: value === null ? null : value <= target, from: '2026-08-29', until: '2026-11-28', basis: 41, beside: [], empty: null,
    trend: months.map((month, index) => ({ month, value: index < 2 ? null : index === 23 ? value : 8, basis: index })), ...more,
  };
};
const anEmptyOne = (indicator: IndicatorId, empty: Figure['empty'] = 'no-dossiers') => aFigure(indicator, { value: null, met: null, empty, basis: 0, trend: months.map((month) => ({ month, value: null, basis: 0 })) });

interface Looked { readonly said: string; readonly shown: Shown; readonly asked: readonly [name: string, input: unknown][] }
interface Around { readonly language?: PageCtx['language']; readonly path?: Record<string, string>; readonly query?: string; readonly mayNot?: readonly string[]; readonly at?: string }

/** A page as a house with these answers shows it. */
async function see(page: Page, answers: Readonly<Record<string, unknown>>, around: Around = {}): Promise<Looked> {
  const [shown, asked] = await answerOf(page, answers, around);
  if (!('title' in shown)) throw new Error('this shows no page');
  return { shown, said: shown.body.written.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '), asked };
}
async function answerOf(page: Page, answers: Readonly<Record<string, unknown>>, { language = 'nl', path = {}, query = '', mayNot = [], at = '2026-11-29T10:00:00+01:00' }: Around) {
  const asked: [string, unknown][] = [];
  const ctx: PageCtx = {
    municipality: { id: 'gent', nis: '44021', name: 'Stad Gent', languages }, language, dossier: '', actor: 'official:els.peeters', path, query: new URLSearchParams(query), now: () => Date.parse(at), remembered: '', telephone: '',
    may: (name) => !mayNot.includes(name), address: (to) => `/desk/44021/${language}${to}`, wholeAddress: (to) => to, wholeAddressWithoutLanguage: (to) => to,
    call: async (name, input) => { asked.push([name, input]); return Reflect.apply((answer: never) => answer, undefined, [answers[name]]); },
    formFields: () => { throw new Error('no form here changes anything'); },
  };
  return [await page.show(ctx), asked] as const;
}
const nobody = { 'indicators.officials': { officials: [] } };
const listed = (figures: readonly Figure[]) => ({ ...nobody, 'indicators.list': { asOf: '2026-11-28', indicators: figures } });
const all = indicatorIds.map((id) => aFigure(id));

describe('the overview', () => {
  test('says of each figure what it counts, its target, what it was before and, in words, whether the target is met; and as of which day', async () => {
    const { said, asked } = await see(indicatorsPage, listed([aFigure('K2'), aFigure('K3', { value: 9, met: false }), aFigure('K7', { value: 75.5, met: true })]));
    expect(asked[0]).toEqual(['indicators.list', {}]);
    for (const part of ['Doelen gehaald: 2 van 3.', 'Stand tot en met 28 november 2026.', '6,5 dagen Doel gehaald Doel: hoogstens 7 dagen Vroeger: 12 dagen', '9 dagen Doel niet gehaald', '75,5% Doel gehaald Doel: minstens 75% Vroeger: 0%']) expect(said).toContain(part);
  });

  test('tells how it changed since the end of the month before, and whether that is better: fewer days are, a smaller share is not', async () => {
    const { said } = await see(indicatorsPage, listed([aFigure('K2', { value: 7 }), aFigure('K7', { value: 7, met: false }), aFigure('K3', { value: 8, met: false })]));
    expect(said).toContain('1 dag minder dan eind oktober 2026. Dat is beter.');
    expect(said).toContain('1 procentpunt minder dan eind oktober 2026. Dat is slechter.');
    expect(said).toContain('Zoals eind oktober 2026.');
  });

  test('names the share of the working days on which the interior ministry let the municipality work, for who may see it', async () => {
    const figures = [{ act: 'both', authorised: 61, refused: 2, unknown: 1, share: 95.3 }];
    const answers = { ...listed(all), 'authorisations.availability': { figures } };
    expect((await see(indicatorsPage, answers)).said).toContain('Toelating van Binnenlandse Zaken 95,3% Op zoveel van de werkdagen');
    expect((await see(indicatorsPage, { ...answers, 'authorisations.availability': { figures: [{ ...figures[0], share: null }] } })).said).toContain('Toelating van Binnenlandse Zaken Geen cijfer Er is nog geen werkdag opgeschreven.');
    expect((await see(indicatorsPage, answers, { mayNot: ['authorisations.availability'] })).said).not.toContain('Toelating van');
    const onlyTheShare = (await see(indicatorsPage, answers, { mayNot: ['authorisations.list'] })).shown.body.written;
    expect(onlyTheShare).toMatch(/Toelating van Binnenlandse Zaken<\/h2>/);
  });

  test('a change that is too small to be written is none', async () => {
    const before = months.map((month) => ({ month, value: 90.04, basis: 20 }));
    const { said } = await see(indicatorsPage, listed([aFigure('K7', { value: 90.01, met: true, trend: before.with(23, { month: '2026-11', value: 90.01, basis: 20 }) })]));
    expect(said).toContain('90% Doel gehaald Doel: minstens 75% Vroeger: 0% Zoals eind oktober 2026.');
  });

  test('of a figure that is not there it says why, and neither 0 nor that a target is missed', async () => {
    const { said } = await see(indicatorsPage, listed([anEmptyOne('K8', 'no-deliveries'), anEmptyOne('K7', 'no-counter-figures')]));
    for (const part of ['Zonder cijfer: 2.', 'Geen cijfer In deze periode bracht bpost geen kaarten.', 'meldde niemand die aan het loket vernieuwde']) expect(said).toContain(part);
    expect(said).not.toMatch(/niet gehaald|\b0 dagen/);
  });

  test('asks for the month and the part of the work that the address names, passes both on, and says that the targets are for the whole', async () => {
    const { said, shown, asked } = await see(indicatorsPage, listed(all), { query: 'month=2026-10&ground=disability&deliverBy=bpost&official=els.peeters' });
    expect(asked[0]).toEqual(['indicators.list', { month: '2026-10', ground: 'disability', deliverBy: 'bpost', official: 'els.peeters' }]);
    expect(said).toContain('Alleen: Erkende handicap, Wie levert: bpost, els.peeters. De doelen gelden voor de hele gemeente.');
    expect(shown.body.written).toContain('/indicators/K1?month=2026-10&#38;ground=disability&#38;deliverBy=bpost&#38;official=els.peeters');
  });

  test('what an address cannot ask is left out: another ground, a month that has not begun', async () => {
    expect((await see(indicatorsPage, listed(all), { query: 'month=2026-12&ground=rich&deliverBy=&official=' })).asked[0]).toEqual(['indicators.list', {}]);
    // On the first day of a month none of its days is over.
    expect((await see(indicatorsPage, listed(all), { query: 'month=2026-12', at: '2026-12-01T10:00:00+01:00' })).asked[0]).toEqual(['indicators.list', {}]);
    expect((await see(indicatorsPage, listed(all), { query: 'month=2026-12', at: '2026-12-02T10:00:00+01:00' })).asked[0]).toEqual(['indicators.list', { month: '2026-12' }]);
  });

  test('the month that is asked for stands in the list of months, also when it is long ago', async () => {
    const { shown } = await see(indicatorsPage, listed(all), { query: 'month=2022-03' });
    expect(shown.body.written).toMatch(/<option value="2024-11">november 2024<\/option><option value="2022-03" selected>maart 2022<\/option><\/select>/);
  });

  test('a name of an official in the address stays text', async () => {
    const { shown } = await see(indicatorsPage, listed(all), { query: `official=${encodeURIComponent('"><script>x</script>')}` });
    expect(shown.body.written).not.toContain('<script>');
  });

  test('officials are chosen from a list of those whose figures who looks may see; without any there is nothing to choose', async () => {
    const chosen = { ...listed(all), 'indicators.officials': { officials: ['an.claes', 'els.peeters'] } };
    const { shown, asked } = await see(indicatorsPage, chosen, { query: 'month=2026-10&official=els.peeters' });
    expect(asked).toContainEqual(['indicators.officials', { month: '2026-10' }]);
    expect(shown.body.written).toContain('name="official"><option value="">Alle</option><option value="an.claes">an.claes</option><option value="els.peeters" selected>els.peeters</option></select>');
    expect((await see(indicatorsPage, listed(all))).shown.body.written).not.toContain('name="official"');
  });

  test('names what belongs with it to who may open that, and offers the file to who may have it', async () => {
    expect((await see(indicatorsPage, listed(all))).said).toMatch(/Cijfers downloaden \(CSV\).*Zie ook Dossiers die te laat zijn Klachten Wie we dit jaar nog kunnen bereiken De samenwerking met bpost/);
    expect((await see(indicatorsPage, listed(all), { mayNot: ['journey.list', 'complaints.list', 'outreach.list', 'bpost-delivery.agreements', 'indicators.export'] })).said).not.toMatch(/CSV|Zie ook/);
  });

  test('weighs less than 60 KB, of which a tablet at a door gets little', async () => {
    const { shown } = await see(indicatorsPage, listed(all), { language: 'fr' });
    expect(Buffer.byteLength(shown.body.written)).toBeLessThan(55_000);
  });
});

describe('one indicator', () => {
  const shown = (id: IndicatorId, more: Partial<Figure> = {}, slices: unknown[] = []) => ({ 'indicators.officials': { officials: ['els.peeters'] }, 'indicators.show': { ...aFigure(id, more), slices } });
  const at = (indicator: string, more: Around = {}): Around => ({ path: { indicator }, ...more });

  test.each(indicatorIds)('%s says in each language what it measures, how it is reckoned, why it may be empty, and the sentence it comes from, which is Dutch', async (id) => {
    for (const language of languages) {
      const { said, shown: { body } } = await see(indicatorPage, shown(id), at(id, { language }));
      expect(said).toContain(meaningTexts[id][language]);
      expect(said).toContain(emptyTexts[id][language]);
      const source = /<blockquote class="eid-source"([^>]*)><p>([^<]*)/.exec(body.written);
      expect([source?.[1], source?.[2]]).toEqual([language === 'nl' ? '' : ' lang="nl"', definitions.find((definition) => definition.id === id)?.source]);
    }
  });

  test('its period, its group and what it is made of are said', async () => {
    const { said } = await see(indicatorPage, shown('K5', { basis: 13 }), at('K5'));
    for (const part of ['Periode 29 augustus 2026 tot en met 28 november 2026', 'Over wie Mensen met weinig vrije uren, zoals nachtwerkers', 'Gemaakt van 13 weken', 'Vroeger 45 dossiers']) expect(said).toContain(part);
  });

  test('the table says the same as the picture, the newest month first, and "none" where there is no figure', async () => {
    const { said, shown: { body } } = await see(indicatorPage, shown('K2'), at('K2'));
    expect(said).toContain('Maand Cijfer Doel Gemaakt van november 2026 6,5 dagen 7 dagen 23 dossiers oktober 2026 8 dagen 7 dagen 22 dossiers');
    expect(said).toContain('december 2024 geen 7 dagen 0 dossiers');
    expect(body.written.match(/<circle cx="[^"]*" cy="[^"]*" r="4"><title>/g)).toHaveLength(22);
    expect(said).toContain('Van 8 dagen in februari 2025 naar 6,5 dagen in november 2026.');
  });

  test.each(['K3', 'K8'] as const)('the wait for production stands apart, with why the two parts are not the whole (%s)', async (id) => {
    const beside: Figure['beside'] = [{ id: 'production', value: 5, basis: 40 }, { id: 'without-production', value: 3, basis: 40 }];
    const { said } = await see(indicatorPage, shown(id, { value: 9, beside }), at(id));
    expect(said).toMatch(/Alles samen 9 dagen \d+ \p{L}+ Wachten tot de kaart gemaakt is 5 dagen .*wat de dienst zelf in handen heeft 3 dagen/u);
    expect(said).toContain('Zeven dagen lukt alleen met de dringende procedure');
  });

  test('each part of the work leads to the page of that part alone; a part without dossiers leads nowhere', async () => {
    const slices = [{ by: 'ground', of: 'disability', value: 5, basis: 30 }, { by: 'ground', of: 'reduced-mobility', value: null, basis: 0 }, { by: 'official', of: 'an.<i>other</i>', value: 4, basis: 2 }];
    const { said, shown: { body } } = await see(indicatorPage, shown('K2', {}, slices), at('K2', { query: 'month=2026-10' }));
    expect(said).toContain('Erkende handicap 5 dagen 30 dossiers Minder mobiel geen 0 dossiers');
    expect(body.written).toContain('/indicators/K2?month=2026-10&#38;ground=disability"');
    expect(body.written).not.toContain('ground=reduced-mobility"');
    expect(body.written).toContain('official=an.%3Ci%3Eother%3C%2Fi%3E');
    expect(body.written).not.toContain('<i>other');
  });

  test('one ground alone is the whole, and is not shown as a part of it; one official is', async () => {
    const { said } = await see(indicatorPage, shown('K7', {}, [{ by: 'ground', of: 'disability', value: 5, basis: 30 }]), at('K7'));
    expect(said).not.toContain('Waar het verschilt');
    expect((await see(indicatorPage, shown('K2', {}, [{ by: 'official', of: 'an.claes', value: 5, basis: 30 }]), at('K2'))).said).toContain('Per ambtenaar');
  });

  test('offers only the divisions that it has', async () => {
    expect((await see(indicatorPage, shown('K1'), at('K1'))).shown.body.written).not.toMatch(/name="(deliverBy|official)"/);
    expect((await see(indicatorPage, shown('K3'), at('K3'))).shown.body.written).toMatch(/name="deliverBy"[\s\S]*name="official"/);
  });

  test('the dossiers behind it are one step away, of the same month and part', async () => {
    expect((await see(indicatorPage, shown('K2'), at('K2', { query: 'month=2026-10&ground=disability' }))).shown.body.written).toContain('href="/desk/44021/nl/indicators/K2/dossiers?month=2026-10&#38;ground=disability"');
  });

  test('who may not see dossiers is not led to them', async () => {
    expect((await see(indicatorPage, shown('K2'), at('K2', { mayNot: ['indicators.dossiers'] }))).shown.body.written).not.toContain('/dossiers');
  });

  test('an indicator that there is not leads to all that there are', async () => {
    for (const page of [indicatorPage, behindPage]) expect((await answerOf(page, {}, at('K9')))[0]).toEqual({ goTo: '/desk/44021/nl/indicators' });
  });
});

describe('the dossiers behind a figure', () => {
  const behind = (dossiers: unknown[], total = dossiers.length) => ({ 'indicators.dossiers': { from: '2026-08-29', until: '2026-11-28', dossiers, total } });
  const at = (indicator: string, more: Around = {}): Around => ({ path: { indicator }, ...more });

  test('each with how long it took, when, where it stands now, and the way to it', async () => {
    const { said, shown: { body } } = await see(behindPage, behind([{ dossier, value: 21, day: '2026-11-02', state: 'closed' }, { dossier, value: 1, day: '2026-11-03', state: 'unknown' }]), at('K2'));
    expect(said).toContain(`${dossier} 21 dagen 2 november 2026 Afgelopen`);
    expect(said).toContain('1 dag 3 november 2026 niet meer bewaard');
    expect(body.written).toContain(`href="/desk/44021/nl/dossiers/${dossier}"`);
  });

  test('they are of the period of the figure, which is said', async () => {
    expect((await see(behindPage, behind([]), at('K2'))).said).toContain('Periode: 29 augustus 2026 tot en met 28 november 2026.');
  });

  test('who may not open a dossier sees its number only', async () => {
    expect((await see(behindPage, behind([{ dossier, value: 21, day: '2026-11-02', state: 'closed' }]), at('K2', { mayNot: ['journey.show'] }))).shown.body.written).not.toContain('href="/desk/44021/nl/dossiers/');
  });

  test('of what stood open on many days it says that the list is of the last one', async () => {
    const saysSo = async (id: string) => (await see(behindPage, behind([{ dossier, value: 80, day: '2026-11-02', state: 'invited' }]), at(id))).said.includes('die op de laatste dag meetelden');
    expect(await Promise.all(indicatorIds.map(saysSo))).toEqual(indicatorIds.map((id) => id === 'K4' || id === 'K5'));
  });

  test('of who renewed it says where', async () => {
    const { said } = await see(behindPage, behind([2, 1, 0].map((value) => ({ dossier, value, day: '2026-11-02', state: 'closed' }))), at('K7'));
    expect(said).toMatch(/aan huis overhandigd.*vingerafdrukken aan huis.*alles aan het loket/);
  });

  test('fifty at a time, with the ways to those before and after', async () => {
    const fifty = Array.from({ length: 50 }, () => ({ dossier, value: 3, day: '2026-11-02', state: 'closed' }));
    const { said, shown: { body }, asked } = await see(behindPage, behind(fifty, 1_234), at('K4', { query: 'page=2&ground=disability' }));
    expect(asked).toEqual([['indicators.dossiers', { indicator: 'K4', ground: 'disability', limit: 50, offset: 100 }]]);
    expect(said).toContain('101 tot 150 van 1.234, de langste eerst.');
    expect([...body.written.matchAll(/dossiers\?ground=disability(?:&#38;page=(\d+))"/g)].map(([, page]) => page)).toEqual(['1', '3']);
  });

  test('after the last of them there are no more', async () => {
    const { shown: { body } } = await see(behindPage, behind([{ dossier, value: 3, day: '2026-11-02', state: 'closed' }], 101), at('K4', { query: 'page=2' }));
    expect([...body.written.matchAll(/dossiers\?page=(\d+)"/g)].map(([, page]) => page)).toEqual(['1']);
    expect((await see(behindPage, behind([{ dossier, value: 3, day: '2026-11-02', state: 'closed' }], 50), at('K4'))).shown.body.written).not.toContain('<nav');
  });

  test('none is said, and a page that is no number is the first', async () => {
    const { said, asked } = await see(behindPage, behind([]), at('K2', { query: 'page=-3' }));
    expect([said.includes('Achter dit cijfer staan geen dossiers.'), asked[0]?.[1]]).toEqual([true, { indicator: 'K2', limit: 50, offset: 0 }]);
  });
});

describe('the report of a month', () => {
  test('is of the last month that is over, with the figure, the target, the change and the words of each', async () => {
    const { said, shown, asked } = await see(reportPage, listed([aFigure('K2', { beside: [] }), anEmptyOne('K8', 'no-deliveries')]));
    expect([asked, shown.title]).toEqual([[['indicators.list', { month: '2026-10' }]], 'Maandverslag: eID aan huis, oktober 2026']);
    for (const part of [
      'Stad Gent. Doelen gehaald: 1 van 2. Zonder cijfer: 1.', 'Van aanvraag tot vingerafdrukken 6,5 dagen hoogstens 7 dagen 12 dagen 1,5 dagen minder dan eind oktober 2026. Dat is beter. Doel gehaald',
      'Het cijfer is 6,5 dagen. Het doel is hoogstens 7 dagen.', 'Voor de dienst er was, was het 12 dagen.', 'Berekend uit 41 dossiers, van 29 augustus 2026 tot en met 28 november 2026.', 'bracht bpost geen kaarten',
    ]) expect(said).toContain(part);
  });

  test('leads to the months beside it, but not to one that is not over', async () => {
    const ways = async (query: string) => [...(await see(reportPage, listed(all), { query })).shown.body.written.matchAll(/indicators-report\?month=([\d-]+)/g)].map(([, month]) => month);
    expect([await ways('month=2026-09'), await ways('')]).toEqual([['2026-08', '2026-10'], ['2026-09']]);
  });

  test('of a month that is under way it says so', async () => {
    expect((await see(reportPage, listed(all), { query: 'month=2026-11' })).said).toContain('Deze maand is nog niet om.');
    expect((await see(reportPage, listed(all))).said).not.toContain('Deze maand is nog niet om.');
  });

  test('weighs less than 60 KB with all its pictures', async () => {
    const beside: Figure['beside'] = [{ id: 'production', value: 5, basis: 40 }, { id: 'without-production', value: 3, basis: 40 }];
    const full = months.map((month, index) => ({ month, value: 100 + index, basis: 40 }));
    expect(Buffer.byteLength((await see(reportPage, listed(indicatorIds.map((id) => aFigure(id, { value: 123, met: false, beside, trend: full }))), { language: 'fr' })).shown.body.written)).toBeLessThan(58_000);
  });
});

test('the file is handed as it was made, of the month that is asked', async () => {
  const [handed, asked] = await answerOf(csvPage, { 'indicators.export': { fileName: 'indicatoren-2026-10.csv', csv: 'a;b\r\n' } }, { query: 'month=2026-10&ground=disability' });
  expect(asked).toEqual([['indicators.export', { month: '2026-10' }]]);
  expect(handed).toEqual({ mediaType: 'text/csv; charset=utf-8', fileName: 'indicatoren-2026-10.csv', body: 'a;b\r\n' } satisfies Handed);
});
