import { xmlNamespace } from './xml-characters.ts';

/** A name with the prefix that it is written with; the empty prefix is the default namespace, the empty namespace is none. */
export interface XmlName { readonly prefix: string; readonly namespace: string; readonly local: string }
export interface XmlAttribute { readonly name: XmlName; readonly value: string }

/** Prefix to namespace. */
export type Scope = ReadonlyMap<string, string>;
export const outerScope: Scope = new Map([['', ''], ['xml', xmlNamespace]]);

/** An element to write. */
export interface XmlTree {
  readonly name: XmlName;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlTree | string)[];
  /** Declarations that stand here whether a name needs them or not: a value may, as in `xsi:type="xs:string"`. */
  readonly declared?: Scope;
}

/** An element that was read. It does not change, so that what was verified is what is used. */
export interface XmlElement extends XmlTree {
  /** Texts next to each other are one. */
  readonly children: readonly (XmlElement | string)[];
  readonly declared: Scope;
  /** All prefixes that hold inside this element. */
  readonly scope: Scope;
}
