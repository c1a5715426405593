import { borderNodeId, mayBeAsked } from './border-nodes.ts';

test('a node at the border is asked errands and nothing else, whatever it offers', () => {
  const border = borderNodeId('dmz-1');
  expect(['reach-bpost.errand', 'journey.find', 'vault.open', 'reach-bpost.other', 'house-node.takeIn', 'x.reach-bpost.errand'].filter((action) => mayBeAsked(border, action))).toEqual(['reach-bpost.errand']);
  expect(['reach-bpost.errand', 'journey.find'].filter((action) => mayBeAsked('node-1', action))).toEqual(['reach-bpost.errand', 'journey.find']);
});
