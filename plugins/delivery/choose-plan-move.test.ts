import { demandPlanMove } from './choose-plan-move.ts';

test('a card at the town hall is planned alike for official and bpost', () => {
  expect(demandPlanMove('card-ready', 'official', 'municipality')).toBe('plan-delivery');
  expect(demandPlanMove('delivery-failed', 'bpost', 'municipality')).toBe('plan-delivery');
});

test('after a failed attempt bpost goes on with the card that it holds', () => {
  expect(demandPlanMove('delivery-failed', 'bpost', 'bpost')).toBe('plan-delivery-by-bpost');
});

test('bpost can move its own moment', () => {
  expect(demandPlanMove('with-bpost', 'bpost', 'bpost')).toBe('plan-delivery');
});

test.each(['with-bpost', 'delivery-failed', 'undeliverable'] as const)('no official is planned for a card that bpost holds (%s)', (state) => {
  expect(() => demandPlanMove(state, 'official', 'bpost')).toThrow('bpost holds the card');
});

test('an undeliverable card that bpost still holds has to come back before anything is planned', () => {
  expect(() => demandPlanMove('undeliverable', 'bpost', 'bpost')).toThrow('bpost holds the card');
});
