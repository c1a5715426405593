/** What a card says after its data (ISO/IEC 7816-4, and what Belgian cards say of their own). */
export const done = 0x9000;
export const wrongLength = 0x6700;
export const notAllowedNow = 0x6985;
export const notVerified = 0x6982;
export const pinBlocked = 0x6983;
export const noFileSelected = 0x6986;
export const wrongData = 0x6a80;
export const notFound = 0x6a82;
export const wrongParameters = 0x6a86;
export const unknownReference = 0x6a88;
export const pastTheEnd = 0x6b00;
export const unknownInstruction = 0x6d00;
export const unknownClass = 0x6e00;
export const unknownAlgorithm = 0x9484;
/** So many tries are left. */
export const triesLeft = (left: number): number => 0x63c0 + left;
/** So many bytes wait for GET RESPONSE (0: 256 or more). */
export const waiting = (bytes: number): number => 0x6100 + (bytes > 255 ? 0 : bytes);
/** Ask again for exactly so many. */
export const askFor = (bytes: number): number => 0x6c00 + bytes;
