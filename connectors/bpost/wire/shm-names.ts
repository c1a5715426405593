/** Names on the wire of Shipping Manager: what is sent is version 5, what comes back version 3. */
export const orderNs = 'http://schema.post.be/shm/deepintegration/v5/';
export const commonNs = 'http://schema.post.be/shm/deepintegration/v5/common';
export const nationalNs = 'http://schema.post.be/shm/deepintegration/v5/national';
export const infoNs = 'http://schema.post.be/shm/deepintegration/v3/';
export const infoNationalNs = 'http://schema.post.be/shm/deepintegration/v3/national';
export const infoCommonNs = 'http://schema.post.be/shm/deepintegration/v3/common';
export const businessExceptionNs = 'http://schema.post.be/api/shm/v1/';
export const systemExceptionNs = 'http://schema.post.be/api/shm/common/v2/';

export const mediaTypes = {
  order: 'application/vnd.bpost.shm-order-v5+XML',
  orderInfo: 'application/vnd.bpost.shm-order-v3.5+XML',
  orderUpdate: 'application/vnd.bpost.shm-orderUpdate-v3+XML',
  labels: 'application/vnd.bpost.shm-label-pdf-v3.4+XML',
} as const;

/** Statuses of a box in which nothing of it was printed: only then does an order that comes again replace it and leave no second parcel. */
export const unprinted: readonly string[] = ['PENDING', 'OPEN', 'ON-HOLD'];
export const cancelled = 'CANCELLED';
