// Served from the package of that name.
export { Idiomorph } from 'idiomorph';
