import { deliverer, demandDeliverer } from './demand-deliverer.ts';

const official = { holder: 'official', reference: 'els.peeters' } as const;
const employee = { holder: 'bpost-employee', reference: 'bp-17' } as const;

test('an official delivers in his or her own name', () => {
  expect(deliverer({ kind: 'official', actor: 'official:els.peeters' }, undefined)).toEqual(official);
});

test('a bpost employee is named by bpost\'s own system', () => {
  expect(deliverer({ kind: 'system', actor: 'system:bpost' }, 'bp-17')).toEqual(employee);
});

test.each(['system', 'citizen', 'house'] as const)('nobody delivers without being an official or a named employee (%s)', (kind) => {
  expect(() => deliverer({ kind, actor: kind }, undefined)).toThrow('Only an official');
});

test('the official brings what was planned with an official', () => {
  expect(() => demandDeliverer(official, 'official', 'municipality')).not.toThrow(/planned with someone else|bpost holds the card/);
});

test('the bpost employee brings what bpost holds', () => {
  expect(() => demandDeliverer(employee, 'bpost', 'bpost')).not.toThrow(/planned with someone else|bpost holds the card/);
});

test.each([official, employee])('whoever comes helps with the code of a card that is active already', (person) => {
  expect(() => demandDeliverer(person, 'bpost', 'citizen')).not.toThrow();
});

test.each([
  ['an official a card that bpost holds', official, 'bpost', 'bpost'],
  ['an official what was planned with bpost', official, 'bpost', 'municipality'],
  ['a bpost employee what was planned with an official', employee, 'official', 'municipality'],
  ['a bpost employee a card that was not handed to bpost', employee, 'bpost', 'municipality'],
] as const)('%s does not bring', (_title, person, by, cardAt) => {
  expect(() => demandDeliverer(person, by, cardAt)).toThrow(/planned with someone else|bpost holds the card/);
});
