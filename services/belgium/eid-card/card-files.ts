/** What a card reader takes from a Belgian eID, in the order in which it is read. Source: the public specification of the Belgian eID, and what the government's own middleware does. */
export const cardFileNames = [
  'identity', 'identity-signature', 'address', 'address-signature', 'photo',
  'rrn-certificate', 'root-certificate', 'ca-certificate', 'authentication-certificate', 'basic-key',
] as const;
export type CardFileName = (typeof cardFileNames)[number];

export interface CardFile {
  /** From the master file down: what SELECT takes. */
  readonly path: string;
  /** More than any real card holds: what is longer is no such file. */
  readonly mostBytes: number;
  /** Not on every card. */
  readonly optional?: true;
}

export const cardFiles: Readonly<Record<CardFileName, CardFile>> = {
  identity: { path: '3F00DF014031', mostBytes: 1_024 },
  'identity-signature': { path: '3F00DF014032', mostBytes: 1_024 },
  address: { path: '3F00DF014033', mostBytes: 1_024 },
  'address-signature': { path: '3F00DF014034', mostBytes: 1_024 },
  photo: { path: '3F00DF014035', mostBytes: 16_384 },
  'rrn-certificate': { path: '3F00DF00503C', mostBytes: 4_096 },
  'root-certificate': { path: '3F00DF00503B', mostBytes: 4_096 },
  'ca-certificate': { path: '3F00DF00503A', mostBytes: 4_096 },
  'authentication-certificate': { path: '3F00DF005038', mostBytes: 4_096 },
  // Since applet 1.8.
  'basic-key': { path: '3F00DF014040', mostBytes: 1_024, optional: true },
};

/** Their bytes, as they were on the card. */
export type CardContent = Readonly<Partial<Record<CardFileName, Uint8Array>>>;
