import type { Page } from '#services/kernel/page.ts';

/** A page, and the plugin that brings it. */
export type PlacedPage = Page & { readonly plugin: string };
