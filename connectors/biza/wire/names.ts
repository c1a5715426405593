/** Namespaces of the documents in this folder. */
export const eidNamespace = 'urn:eid-aan-huis:biza:eid-service:v1';
export const fsbHeaderNamespace = 'http://fsb.belgium.be/header';
export const personNamespace = 'http://fsb.belgium.be/getPersonService/messages/v3_00';
/** The data types of the bus move on by themselves, each in a version of its own. */
export const isPersonNamespace = (namespace: string): boolean => namespace === personNamespace || namespace.startsWith('http://fsb.belgium.be/data/');
export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
export const problemType = 'urn:problem-type:eid-service:';
