import type { z } from 'zod';
import { messagingFailures, type messaging } from '../messaging.port.ts';
import { readTemplates } from '../wire/whatsapp-wire.ts';

type Whatsapp = Pick<z.output<typeof messaging.operations.sendWhatsapp.input>, 'template' | 'parameters' | 'language'>;

/** Whoever sends over WhatsApp names a text that was submitted, and fills each of its places. Read once, when first asked. */
export function demandApproved(): (message: Whatsapp) => void {
  let known: ReturnType<typeof readTemplates> | undefined;
  return ({ template, parameters, language }) => {
    known ??= readTemplates();
    const approved = known.find((one) => one.name === template && one.language === language);
    if (!approved) throw messagingFailures['medium-not-offered']();
    const given = parameters.map(({ name }) => name);
    const missing = approved.parameters.filter((name) => !given.includes(name));
    if (missing.length > 0 || given.length !== approved.parameters.length) throw messagingFailures['text-unfit']({ issues: [{ in: 'body', name: 'parameters', detail: 'the approved text does not take these' }] });
  };
}
