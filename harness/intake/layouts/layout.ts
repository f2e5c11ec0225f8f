/** How a course system packs what was handed in. A new one is a file here and an entry in `registry.ts`. */
import type { Part, Person } from '../handed-in.ts';

/** A file or folder in a download. */
export interface Item {
  name: string;
  /** Absolute. */
  path: string;
  isFolder: boolean;
  isLink?: boolean;
}

/** What an item tells of itself. */
export interface Reading {
  /** The same for all that belongs to one hand-in. */
  key: string;
  /** What it is called where nobody else is called so, and what is put behind it where somebody is. */
  name: string;
  distinction?: string | undefined;
  people: Person[];
  group?: string | undefined;
  /** Undefined where the item only tells about a hand-in and is no part of it. */
  part: Part | undefined;
  /** Of several, the last counts; compared as numbers where they are some. */
  attempt?: string | undefined;
  submittedAt?: Date | undefined;
  markedLate?: boolean;
  remarks?: string[];
}

export interface Layout {
  id: string;
  /** For people. */
  title: string;
  /**
   * What the items of a folder tell, by item. An item that is not there is none of this layout's; `known` names those
   * that belong to it and to nobody. Undefined where the folder as a whole cannot be of this layout.
   */
  read(items: readonly Item[], folder: string): Promise<Told | undefined> | Told | undefined;
}

export interface Told {
  readings: Map<Item, Reading>;
  known?: Item[];
  /** What none of it is of this layout, where it is looked into folders for that. */
  unmatched?: string[];
}

/** Reads each item by itself. */
export function eachItem(
  items: readonly Item[],
  read: (item: Item) => Reading | undefined,
  known: (item: Item) => boolean = () => false,
): Told {
  const readings = new Map<Item, Reading>();
  for (const item of items) {
    const reading = read(item);
    if (reading !== undefined) readings.set(item, reading);
  }
  return { readings, known: items.filter(known) };
}
