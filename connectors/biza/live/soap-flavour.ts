import { randomUUID } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { childrenOf, isNamed } from '#services/wire-kit/find-in-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import { eidNamespace, isPersonNamespace, personNamespace } from '../wire/names.ts';
import type { Flavour } from './ask-biza.ts';
import type { SoapSettings } from './biza-settings.ts';
import { carryTo, type CarryOptions } from './carry-signed.ts';
import type { Notice } from './notice.ts';
import { personFrom } from './read-person.ts';
import { soapService } from './soap-service.ts';

const contract = (name: string) => join(import.meta.dirname, '..', 'wire', name);

/** SOAP 1.1 with WS-Security: each message proves itself, whatever it travelled through. */
export function soapFlavour(env: LiveEnv<SoapSettings>, notice?: Notice): Flavour {
  const { config, secret } = env;
  const plain = new HttpAgent({ keepAlive: true, maxSockets: 16 });
  let overTls: HttpsAgent | undefined;
  const agentFor = (url: string): HttpAgent => (url.startsWith('https:')
    ? overTls ??= new HttpsAgent({ keepAlive: true, maxSockets: 16, minVersion: 'TLSv1.2', ca: [...rootCertificates, secret(config.trustRoots)] })
    : plain);
  const service = (wsdl: string, options: Pick<CarryOptions, 'url' | 'isAnswer' | 'repeatsId'>) => soapService(contract(wsdl), carryTo(env, { agentFor, newId: () => `_${randomUUID()}`, notice, ...options }));
  const eid = service('eid-service-v1.wsdl', { url: config.eidUrl, repeatsId: true, isAnswer: (answer, operation) => isNamed(answer, `${operation}Response`, eidNamespace) });
  const person = service('get-person-v3.wsdl', {
    url: config.personUrl, repeatsId: config.busSignsHeader, isAnswer: (answer) => isNamed(answer, 'getPersonResponse', personNamespace) && isOfTheBus(answer),
  });
  return {
    eid,
    person: async (insz, exchange) => {
      const user = config.userNumber === undefined ? {} : { personNumber: secret(config.userNumber) };
      return personFrom(await person('getPerson', { userContext: { ...user, language: config.language }, personNumber: insz }, exchange));
    },
  };
}

/** The types move on in versions of their own; what is none of theirs is not read by its local name. */
function isOfTheBus(element: XmlElement): boolean {
  return isPersonNamespace(element.name.namespace) && childrenOf(element).every(isOfTheBus);
}
