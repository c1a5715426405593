/** Names of delivery-messages-v1.wsdl. */
export const deliveryMessagesNamespace = 'urn:eid-aan-huis:bpost:delivery-messages:v1';
export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
export const deliveryMessageAction = `${deliveryMessagesNamespace}#deliveryMessage`;
export const certificationMessageAction = `${deliveryMessagesNamespace}#certificationMessage`;
