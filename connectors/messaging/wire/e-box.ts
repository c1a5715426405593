import { z } from 'zod';

/**
 * What an e-Box is asked and answers: `POST …/publishMessage`, multipart, of the federal e-Box REST API 2.1 [V]. Source: e-Box-Enterprise-swagger-v2.1 and 'Becoming a Document
 * Sender' of the National Social Security Office, which names what its implementation refuses: null, several languages at once, longer names.
 */
export const eBoxLanguages = ['nl', 'fr', 'de'] as const;
export type EBoxLanguage = (typeof eBoxLanguages)[number];

const inOneLanguage = (longest: number) => z.strictObject({ nl: z.string().min(1).max(longest).optional(), fr: z.string().min(1).max(longest).optional(), de: z.string().min(1).max(longest).optional() })
  .refine((texts) => Object.keys(texts).length === 1, 'exactly one language is given');

/** The name of a part with a file; the JSON part names it too. */
export const filePart = z.string().regex(/^upfile[1-6]$/, 'a file is upfile1 to upfile6');
export const organisationNumber = z.string().regex(/^[01]\d{9}$/, 'an enterprise number has 10 digits');

/** The part `messageToPublish`. */
export const messageToPublish = z.strictObject({
  recipient: z.strictObject({ eboxType: z.literal('citizen'), eboxIdValue: z.string().regex(/^\d{11}$/, 'a national number has 11 digits') }),
  subject: inOneLanguage(255),
  senderApplicationId: z.string().min(1).max(200), messageTypeId: z.string().min(1).max(200), senderOrganizationId: organisationNumber,
  attachments: z.array(z.strictObject({ httpPartName: filePart, mainContent: z.boolean(), attachmentSigned: z.boolean() })).min(1).max(6),
  bodyContent: inOneLanguage(10_000).optional(), bodyMainContent: z.boolean(),
  businessDataList: z.array(z.strictObject({ key: z.string().min(1).max(200), values: z.array(inOneLanguage(256)).min(1) })).optional(),
  replyAuthorized: z.boolean(),
});
export type MessageToPublish = z.output<typeof messageToPublish>;

/** The citizen never opened an e-Box. It is no error: the message lies there all the same. */
export const noDigitalUser = 'NO_DIGITAL_USER';

/** With 201. What else it says is passed over. */
export const published = z.looseObject({ messageId: z.string().min(1).max(100), code: z.string().max(200).nullish() });
/** With a refusal. */
export const statusMessage = z.looseObject({ code: z.string().max(200) });

/** Asks for a token with a signed assertion. Source: RFC 7523, 2.2. */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Characters of a token: RFC 6750, 2.1. */
export const tokenAnswer = z.looseObject({ access_token: z.string().max(16_384).regex(/^[A-Za-z0-9\-._~+/]+=*$/), token_type: z.string().regex(/^bearer$/i), expires_in: z.number().positive().max(86_400 * 30).optional() });
