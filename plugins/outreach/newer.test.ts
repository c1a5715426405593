import { newer } from './keep-citizen.ts';

const news = { dossier: 'one', state: 'requested' as const, sequence: 3, askedAt: 1_000 };

test('news of a dossier counts, also what is heard twice', () => {
  for (const sequence of [2, 3]) expect(newer({ dossier: 'one', sequence }, news)).toEqual(news);
});

test('news that comes late changes nothing', () => {
  expect(newer({ dossier: 'one', sequence: 4 }, news)).toEqual({});
});

test('the numbers of another dossier say nothing about this one', () => {
  expect(newer({ dossier: 'two', sequence: 9 }, news)).toEqual(news);
});
