/** In each mail: our dossier, a number without meaning to anybody else, so that a mail server's own books can be compared with ours. */
export const aboutDossier = 'X-About-Dossier';
