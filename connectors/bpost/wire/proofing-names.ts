/** Names on the wire of bpost's address proofing. */
export const proofingNs = 'http://schema.bpost.be/services/common/address/ExternalMailingAddressProofingCSMessages/v001';
export const proofingAction = 'http://schema.bpost.be/services/common/address/ExternalMailingAddressProofingCS/v001/validateAddress';
export const soapNs = 'http://schemas.xmlsoap.org/soap/envelope/';

/** We ask about one address at a time. */
export const onlyId = '1';
