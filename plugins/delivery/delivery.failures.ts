import { failures } from '#services/kernel/failure.ts';

export const deliveryFailures = failures('delivery', {
  'no-order': { status: 409, retry: 'never', title: 'No card has been ordered for this dossier.' },
  'card-gone': { status: 409, retry: 'never', title: 'The card that was ordered was lost, destroyed or handed out at the counter.' },
  'card-not-expected': { status: 404, retry: 'never', title: 'No card with this number is expected here.' },
  'already-received': { status: 409, retry: 'never', title: 'This card was received before.' },
  'not-received': { status: 409, retry: 'never', title: 'This card has not been received.' },
  'card-has-left': { status: 409, retry: 'never', title: 'The card has left the town hall since it was received.' },
  'too-early': { status: 422, retry: 'never', title: 'The card cannot be there yet at this moment.' },
  'not-by-bpost': { status: 409, retry: 'never', title: 'This municipality does not let bpost deliver.' },
  'bpost-refused': { status: 409, retry: 'never', title: 'bpost does not take this delivery.' },
  'card-with-bpost': { status: 409, retry: 'never', title: 'bpost holds the card; it has to come back first.' },
  'other-card': { status: 422, retry: 'never', title: 'This is not the card of this dossier.' },
  'other-person': { status: 422, retry: 'never', title: 'The card in the reader belongs to someone else.' },
  'card-expired': { status: 409, retry: 'never', title: 'The card in the reader has expired; verify the identity by another document.' },
  'not-an-official': { status: 403, retry: 'never', title: 'Only an official may do this, or a bpost employee who is named.' },
  'other-deliverer': { status: 409, retry: 'never', title: 'This delivery was planned with someone else: official or bpost.' },
  'no-visit': { status: 409, retry: 'never', title: 'Start the visit first.' },
  'code-missing': { status: 409, retry: 'never', title: 'The citizen has not chosen a code yet.' },
  'card-refused': { status: 409, retry: 'never', title: 'The card in the reader refused the activation: it is not the new card, or it is broken.' },
  'activation-under-way': { status: 409, retry: 'never', title: 'The card is being activated; wait for BiZa\'s answer.' },
});
