import { failures } from '#services/kernel/failure.ts';

export const bpostDeliveryFailures = failures('bpost-delivery', {
  'no-agreement': { status: 409, retry: 'never', title: 'There is no agreement with bpost for this region now.' },
  'capacity-used-up': { status: 409, retry: 'never', title: 'What bpost agreed to deliver then is used up.' },
  'agreement-overlaps': { status: 409, retry: 'never', title: 'Another agreement holds in one of these postcodes in that period.' },
  'unknown-agreement': { status: 404, retry: 'never', title: 'No such agreement was recorded.' },
  'agreement-withdrawn': { status: 409, retry: 'never', title: 'This agreement was withdrawn already.' },
  'unknown-employee': { status: 404, retry: 'never', title: 'Nothing is known of this employee of bpost.' },
  'period-too-long': { status: 422, retry: 'never', title: 'Lead times are told of a year at most.' },
  'unknown-citizen': { status: 409, retry: 'never', title: 'The CRM does not know this citizen.' },
  'moment-not-offered': { status: 422, retry: 'never', title: 'bpost does not offer this moment.' },
  'no-delivery': { status: 404, retry: 'never', title: 'No delivery of this dossier was arranged with bpost.' },
  'not-announced': { status: 409, retry: 'never', title: 'bpost has not accepted this delivery yet, or not any more.' },
  'card-on-its-way-back': { status: 409, retry: 'never', title: 'bpost was asked to bring this card back; it cannot be planned anew before it is here.' },
  'not-certified': { status: 403, retry: 'never', title: 'This bpost employee holds no valid certificate today.' },
  'changed-meanwhile': { status: 409, retry: 'safe', title: 'This delivery was changed by someone else at the same moment.' },
  'unknown-reference': { status: 422, retry: 'never', title: 'bpost tells about a delivery that is not known here.' },
});
